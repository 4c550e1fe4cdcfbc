/** Of the command line; the same in every package. */
export const VERSION = '0.1.0';
