/** Imported once by the entry: the typeface, the tokens and the ground of every element. */
import '@fontsource-variable/inter/opsz.css';
import './tokens.css';
import './base.css';
