/** What the worker of these tests does. */
export interface MortalService {
  readonly live: {
    readonly question: { readonly name: string; readonly death: 'close' | 'throw' };
    readonly progress: never;
    readonly answer: string;
  };
  readonly say: { readonly question: string; readonly progress: never; readonly answer: string };
}
