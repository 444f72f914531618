const characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const length = 18;

/**
 * Whether `code` is a 统一社会信用代码: 18 digits and capital letters without I, O, S, V, Z, the last of which checks the
 * others: 31 less the sum of each place's value times 3 to the power of its place, modulo 31. Source: GB 32100—2015,
 * 5 and appendix A.
 */
export function isCreditCode(code: string): boolean {
  const values = Array.from(code, (character) => characters.indexOf(character));
  if (values.length !== length || values.includes(-1)) return false;
  let sum = 0;
  let weight = 1;
  for (const value of values.slice(0, -1)) {
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return values.at(-1) === (31 - (sum % 31)) % 31;
}
