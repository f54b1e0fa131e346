/** For a dialog that shows what is shown once, or that is at work: only the buttons inside close it. */
export function heldOpen(held: boolean) {
  return { closeOnClickOutside: !held, closeOnEscape: !held, withCloseButton: !held };
}
