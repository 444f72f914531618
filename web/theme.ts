import { ref } from "vue";
import { remember, remembered } from "./remembered.ts";

export const themes = { light: "浅色", dark: "深色", system: "跟随系统" } as const;
export type Theme = keyof typeof themes;

const stored = remembered("theme");
export const theme = ref<Theme>(stored === "light" || stored === "dark" ? stored : "system");

/** public/theme.js does the same before the first paint. */
export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  remember("theme", chosen === "system" ? null : chosen);
  const root = document.documentElement;
  if (chosen === "system") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", chosen);
}
