/** The tab's title: the number of events while nobody looked at the tab, and the screen's title. */
let screen = "";
let unseen = 0;

function write(): void {
  document.title = `${unseen > 0 ? `(${unseen}) ` : ""}${screen} · LunePay`;
}

export function titleScreen(title: string): void {
  screen = title;
  write();
}

export function countUnseen(events: number): void {
  unseen += events;
  write();
}

export function clearUnseen(): void {
  unseen = 0;
  write();
}
