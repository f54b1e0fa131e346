/** Copies the text that an element shows. `false`: the browser refused, and the text is left selected for Ctrl+C. */
export async function copyFrom(element: HTMLElement, text: string): Promise<boolean> {
  // There is no clipboard on plain http, and a browser may refuse the one that there is.
  const written = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (written === true) return true;
  const selection = window.getSelection();
  selection?.selectAllChildren(element);
  const copied = copySelection();
  if (copied) selection?.removeAllRanges();
  return copied;
}

/** The way from before the clipboard, the only one on plain http. */
function copySelection(): boolean {
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}
