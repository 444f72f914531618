import type { Template } from "./template.ts";
import { jinhua } from "./templates/jinhua.ts";
import { jinhuaEdz } from "./templates/jinhua-edz.ts";
import { kaihua } from "./templates/kaihua.ts";
import { quzhou } from "./templates/quzhou.ts";

/** What a new tenant can begin from, by code. */
export const templates: readonly Template[] = [jinhua, quzhou, kaihua, jinhuaEdz];
