type Remembered = "tenant" | "theme" | "signup";

/** What this browser remembers between visits: the place signed in to, the theme, a sign-up that is on its way. Storage may be refused; then nothing is. */
export function remembered(key: Remembered): string | null {
  try {
    return localStorage.getItem(`hongdai.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: Remembered, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`hongdai.${key}`);
    else localStorage.setItem(`hongdai.${key}`, value);
  } catch {
    return;
  }
}
