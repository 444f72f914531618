import { remember, remembered } from "../../remembered.ts";

/** A sign-up that this browser made, and the secret that shows it. */
export interface OwnLink {
  readonly id: string;
  readonly token: string;
}

/** The page of a sign-up. The secret stands behind #, which no browser sends to a server. */
export function pathOf({ id, token }: OwnLink): string {
  return `/sign-up/${id}#${token}`;
}

export function keepLink({ id, token }: OwnLink): void {
  remember("signup", `${id}#${token}`);
}

export function keptLink(): OwnLink | null {
  const [id = "", token = ""] = (remembered("signup") ?? "").split("#");
  return id === "" || token === "" ? null : { id, token };
}

export function dropLink(): void {
  remember("signup", null);
}

/** A key that nobody guesses; `randomUUID` is missing where a page isn't served over https. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
