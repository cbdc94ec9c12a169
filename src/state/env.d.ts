interface ImportMetaEnv {
  /** Of package.json, put in by the build. */
  readonly HANDRAIL_VERSION?: string;
}
