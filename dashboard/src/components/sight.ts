const FOCUSED = "input, textarea, select, button, [tabindex]";

/** Scrolls to what a person must see now, and gives it the focus. */
export function bringToSight(node: HTMLElement | null): void {
  if (node === null) return;
  const target = node.matches(FOCUSED) ? node : (node.querySelector<HTMLElement>(FOCUSED) ?? node);
  target.focus({ preventScroll: true });
  node.scrollIntoView({ block: "center" });
}
