/** What Excel and others take for a formula at the beginning of a cell; also behind spaces and full-width forms. */
const FORMULA = /^[\s]*[=+\-@\t\r＝＋－＠|]/;

/** A text of a CSV file of ours, where an apostrophe stands before what would be run as a formula. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
