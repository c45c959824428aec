// Gives the person a file: the browser saves it where downloads go.
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // After the download has begun the address is not needed.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
