import { isCreditCode } from "../../../worker/domain/credit-code.ts";
import { reservedTenantCodes, type TenantKind } from "../../../worker/domain/vocabulary.ts";
import type { SignupRequest } from "../../api-shapes.ts";

/** What is typed into the form; `kind` is empty until it is chosen. */
export interface SignupForm {
  name: string;
  kind: TenantKind | "";
  parent: string;
  code: string;
  template: string;
  creditCode: string;
  contactName: string;
  contactPhone: string;
}

export const emptyForm: Readonly<SignupForm> = {
  name: "",
  kind: "",
  parent: "",
  code: "",
  template: "",
  creditCode: "",
  contactName: "",
  contactPhone: "",
};

export type FormErrors = Record<keyof SignupForm, string>;

/** What is missing or wrong before anything is sent; the server has the last word. */
export function errorsOf(form: SignupForm): FormErrors {
  return {
    name: form.name.trim() === "" ? "地区名称要填。" : "",
    kind: form.kind === "" ? "先选属于哪一类。" : "",
    parent: "",
    code: codeError(form.code),
    template: form.template === "" ? "先选从哪里开始。" : "",
    creditCode: creditCodeError(tidyCreditCode(form.creditCode)),
    contactName: form.contactName.trim() === "" ? "联系人要填。" : "",
    contactPhone: phoneError(form.contactPhone.trim()),
  };
}

function codeError(code: string): string {
  if (code === "") return "代码要填，例如 tongjiang。";
  if (!/^[a-z][a-z0-9-]{2,31}$/.test(code)) return "代码用 3—32 个小写字母、数字或横线，以字母开头。";
  return (reservedTenantCodes as readonly string[]).includes(code) ? "这个代码留给平台自己用，请换一个。" : "";
}

function creditCodeError(code: string): string {
  if (code === "") return "统一社会信用代码要填。";
  if (code.length !== 18) return `统一社会信用代码是 18 位，现在是 ${code.length} 位。`;
  return isCreditCode(code) ? "" : "校验码对不上，请核对有没有抄错。";
}

function phoneError(phone: string): string {
  if (phone === "") return "电话要填，审核时可能会打。";
  return /^\+?[0-9][0-9 -]{5,27}[0-9]$/.test(phone) ? "" : "电话写作 13800000000 或 0579-82460000。";
}

function tidyCreditCode(code: string): string {
  return code.replace(/\s/g, "").toUpperCase();
}

export function requestOf(form: SignupForm): SignupRequest {
  if (form.kind === "") throw new Error("a form without a kind isn't sent");
  return {
    name: form.name.trim(),
    code: form.code,
    kind: form.kind,
    parent: form.parent === "" ? null : form.parent,
    contact: { name: form.contactName.trim(), phone: form.contactPhone.trim() },
    creditCode: tidyCreditCode(form.creditCode),
    template: form.template,
  };
}

const fields: Readonly<Record<string, keyof SignupForm>> = {
  "contact.name": "contactName",
  "contact.phone": "contactPhone",
};

/** Where on the form a fault belongs that the server names by path; null where the form has no such field. */
export function fieldOf(path: string): keyof SignupForm | null {
  const field = fields[path] ?? path;
  return field in emptyForm ? (field as keyof SignupForm) : null;
}
