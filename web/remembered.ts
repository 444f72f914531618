/** What this browser remembers between visits: the place signed in to, and the theme. Storage may be refused; then nothing is. */
export function remembered(key: "tenant" | "theme"): string | null {
  try {
    return localStorage.getItem(`hongdai.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: "tenant" | "theme", value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`hongdai.${key}`);
    else localStorage.setItem(`hongdai.${key}`, value);
  } catch {
    return;
  }
}
