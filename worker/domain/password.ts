/** The fewest characters that a password has. */
export const shortestPassword = 10;

/**
 * What is wrong with a password that somebody chooses, in Chinese; null where nothing is. Length is what makes guessing
 * dear; it may not be the username, and not one character over and over.
 */
export function passwordFault(password: string, username: string): string | null {
  if (Array.from(password).length < shortestPassword) return `密码最短 ${shortestPassword} 个字符`;
  if (new Set(password).size < 4) return "密码太容易猜，请换几个不同的字符";
  if (username !== "" && password.toLowerCase().includes(username.toLowerCase())) return "密码里不能有用户名";
  return null;
}
