/** An account as it is written on a payment: never shown but to who reveals it for a reason. */
export interface Account {
  readonly accountName: string;
  readonly accountNumber: string;
  readonly bank: string;
}

const least = 8;
const most = 32;

/**
 * What is wrong with an account's number, in Chinese; undefined where nothing is. Digits alone, 8 to 32 of them; a
 * bank card's (62…, 16 to 19 digits) ends with the check digit of ISO/IEC 7812 (Luhn).
 */
export function accountNumberFault(number: string): string | undefined {
  if (!/^\d+$/.test(number)) return "账号只写数字";
  if (number.length < least || number.length > most) return `账号应为 ${least} 至 ${most} 位数字`;
  const isCard = number.startsWith("62") && number.length >= 16 && number.length <= 19;
  if (isCard && !hasCheckDigit(number)) return "卡号的校验位不对，请核对每一位";
  return undefined;
}

/** The digits of an account's number as people type it, with spaces between groups. */
export function digitsOf(typed: string): string {
  return typed.normalize("NFKC").replaceAll(/[\s-]/g, "");
}

function hasCheckDigit(number: string): boolean {
  let sum = 0;
  for (let place = 0; place < number.length; place += 1) {
    const digit = Number(number[number.length - 1 - place]);
    const counted = place % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}
