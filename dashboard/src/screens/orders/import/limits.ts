/** How large a table may be: the words of the dialog say it too. */
export const ROWS_MAX = 2_000;
export const MEGABYTES_MAX = 5;
