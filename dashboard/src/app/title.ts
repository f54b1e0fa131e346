/** The tab's title: the screen's, and before it how much happened while nobody looked. */
let screen = "";
let unseen = 0;

function write(): void {
  document.title = `${unseen > 0 ? `(${unseen}) ` : ""}${screen} · LunePay`;
}

export function titleScreen(title: string): void {
  screen = title;
  write();
}

export function titleUnseen(count: number): void {
  unseen = count;
  write();
}
