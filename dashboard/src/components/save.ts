/** Hands a file to the browser, which puts it among the downloads. */
export function save(content: Blob, file: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = file;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
