// Runs before the first paint, so that a chosen theme doesn't flash; theme.ts writes what this reads.
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem("hongdai.theme");
  } catch {
    theme = null;
  }
  if (theme === "light" || theme === "dark") document.documentElement.setAttribute("data-theme", theme);
})();
