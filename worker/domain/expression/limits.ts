/** How long a source may be, in characters. Reaching any of these bounds is a fault that names it, or a Failure. */
export const SOURCE_LIMIT = 2_000;

/** How deep operations may stand inside one another; a chain of one operator (`a || b || …`) counts as one level. */
export const DEPTH_LIMIT = 32;

/** How many names, values and operations one expression may have. */
export const NODE_LIMIT = 500;

/** How deep `all`, `exists`, `exists_one`, `filter`, `map` may stand inside one another. */
export const COMPREHENSION_LIMIT = 2;

/** How many steps an evaluation may take in going through lists and texts; everything else is bounded by NODE_LIMIT. */
export const STEP_LIMIT = 100_000;

/** How long a text that an expression makes may be, in characters. */
export const TEXT_LIMIT = 10_000;

/** How many items a list that an expression makes may have. */
export const LIST_LIMIT = 10_000;

/** How deep values may stand inside one another for `==` to compare them. */
export const EQUALITY_DEPTH_LIMIT = 32;

/** How many digits a number may have before the point. */
export const WHOLE_DIGIT_LIMIT = 40;

/** How many digits a number may have after the point; the smallest JSON number has 324. */
export const PLACES_LIMIT = 340;
