/** Of a stored dataset's folder: raised when what lies in it changes its meaning. */
export const FORMAT_VERSION = 1;

/** Of a journey saved as one file. */
export const SAVED_VERSION = 1;
