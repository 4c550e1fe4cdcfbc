/** Hands a text to the browser as a file. */
export function saveFile(name: string, type: 'text/csv' | 'application/json', text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has opened the file by then; revoking at once would take it away from some.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
