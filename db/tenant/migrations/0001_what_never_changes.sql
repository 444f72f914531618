-- What drizzle's schema can not say. SQLite names a refusing trigger only by its message.
CREATE TRIGGER `events_are_never_changed` BEFORE UPDATE ON `events`
BEGIN
	SELECT RAISE(ABORT, 'events are never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `events_are_never_removed` BEFORE DELETE ON `events`
BEGIN
	SELECT RAISE(ABORT, 'events are never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `guards_hold_no_rows` AFTER INSERT ON `guards`
BEGIN
	DELETE FROM `guards`;
END;
--> statement-breakpoint
CREATE TRIGGER `tenant_keeps_its_code` BEFORE UPDATE OF `code`, `id` ON `tenant`
WHEN NEW.`code` IS NOT OLD.`code` OR NEW.`id` IS NOT OLD.`id`
BEGIN
	SELECT RAISE(ABORT, 'a tenant keeps its code');
END;
--> statement-breakpoint
CREATE TRIGGER `tenant_is_never_removed` BEFORE DELETE ON `tenant`
BEGIN
	SELECT RAISE(ABORT, 'the tenant row is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `units_keep_their_code` BEFORE UPDATE OF `code`, `id` ON `units`
WHEN NEW.`code` IS NOT OLD.`code` OR NEW.`id` IS NOT OLD.`id`
BEGIN
	SELECT RAISE(ABORT, 'a unit keeps its code');
END;
--> statement-breakpoint
CREATE TRIGGER `units_are_never_removed` BEFORE DELETE ON `units`
BEGIN
	SELECT RAISE(ABORT, 'a unit is closed, never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `units_made_under_a_township` AFTER INSERT ON `units`
WHEN NEW.`township_id` IS NOT NULL AND (SELECT `kind` FROM `units` WHERE `id` = NEW.`township_id`) IS NOT 'township'
BEGIN
	SELECT RAISE(ABORT, 'township_id must name a township');
END;
--> statement-breakpoint
CREATE TRIGGER `units_made_under_a_trade` AFTER INSERT ON `units`
WHEN NEW.`trade_id` IS NOT NULL AND (SELECT `kind` FROM `units` WHERE `id` = NEW.`trade_id`) IS NOT 'industry'
BEGIN
	SELECT RAISE(ABORT, 'trade_id must name an industry committee');
END;
--> statement-breakpoint
CREATE TRIGGER `units_moved_under_a_township` AFTER UPDATE OF `township_id`, `trade_id`, `parent_id` ON `units`
WHEN NEW.`township_id` IS NOT NULL AND (SELECT `kind` FROM `units` WHERE `id` = NEW.`township_id`) IS NOT 'township'
BEGIN
	SELECT RAISE(ABORT, 'township_id must name a township');
END;
--> statement-breakpoint
CREATE TRIGGER `units_moved_under_a_trade` AFTER UPDATE OF `township_id`, `trade_id`, `parent_id` ON `units`
WHEN NEW.`trade_id` IS NOT NULL AND (SELECT `kind` FROM `units` WHERE `id` = NEW.`trade_id`) IS NOT 'industry'
BEGIN
	SELECT RAISE(ABORT, 'trade_id must name an industry committee');
END;
--> statement-breakpoint
CREATE TRIGGER `units_form_a_tree` AFTER UPDATE OF `parent_id` ON `units`
WHEN NEW.`parent_id` IS NOT NULL AND NEW.`id` IN (
	WITH RECURSIVE `above`(`id`) AS (
		SELECT NEW.`parent_id` UNION SELECT `units`.`parent_id` FROM `units` JOIN `above` ON `units`.`id` = `above`.`id`
	) SELECT `id` FROM `above`
)
BEGIN
	SELECT RAISE(ABORT, 'a unit can not stand under itself');
END;
--> statement-breakpoint
CREATE TRIGGER `units_keep_the_kind_others_rely_on` AFTER UPDATE OF `kind` ON `units`
WHEN NEW.`kind` IS NOT OLD.`kind` AND EXISTS (
	SELECT 1 FROM `units` WHERE `township_id` = NEW.`id` OR `trade_id` = NEW.`id`
)
BEGIN
	SELECT RAISE(ABORT, 'units lie under this one: its kind can not change');
END;
--> statement-breakpoint
CREATE TRIGGER `standards_published_never_change` BEFORE UPDATE ON `standards`
WHEN OLD.`state` <> 'draft' AND (NEW.`code` IS NOT OLD.`code` OR NEW.`version` IS NOT OLD.`version` OR NEW.`title` IS NOT OLD.`title` OR NEW.`subject` IS NOT OLD.`subject` OR NEW.`document` IS NOT OLD.`document` OR NEW.`sha256` IS NOT OLD.`sha256` OR NEW.`holds_from` IS NOT OLD.`holds_from` OR NEW.`published_at` IS NOT OLD.`published_at`)
BEGIN
	SELECT RAISE(ABORT, 'a published version never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `standards_state_only_advances` BEFORE UPDATE OF `state` ON `standards`
WHEN NEW.`state` IS NOT OLD.`state` AND NOT (
	(OLD.`state` = 'draft' AND NEW.`state` = 'published') OR (OLD.`state` = 'published' AND NEW.`state` = 'retired')
)
BEGIN
	SELECT RAISE(ABORT, 'draft becomes published, published becomes retired, nothing else');
END;
--> statement-breakpoint
CREATE TRIGGER `standards_published_never_removed` BEFORE DELETE ON `standards`
WHEN OLD.`state` <> 'draft'
BEGIN
	SELECT RAISE(ABORT, 'a published version is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `policies_published_never_change` BEFORE UPDATE ON `policies`
WHEN OLD.`state` <> 'draft' AND (NEW.`code` IS NOT OLD.`code` OR NEW.`version` IS NOT OLD.`version` OR NEW.`title` IS NOT OLD.`title` OR NEW.`year` IS NOT OLD.`year` OR NEW.`document` IS NOT OLD.`document` OR NEW.`sha256` IS NOT OLD.`sha256` OR NEW.`holds_from` IS NOT OLD.`holds_from` OR NEW.`published_at` IS NOT OLD.`published_at`)
BEGIN
	SELECT RAISE(ABORT, 'a published version never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `policies_state_only_advances` BEFORE UPDATE OF `state` ON `policies`
WHEN NEW.`state` IS NOT OLD.`state` AND NOT (
	(OLD.`state` = 'draft' AND NEW.`state` = 'published') OR (OLD.`state` = 'published' AND NEW.`state` = 'retired')
)
BEGIN
	SELECT RAISE(ABORT, 'draft becomes published, published becomes retired, nothing else');
END;
--> statement-breakpoint
CREATE TRIGGER `policies_published_never_removed` BEFORE DELETE ON `policies`
WHEN OLD.`state` <> 'draft'
BEGIN
	SELECT RAISE(ABORT, 'a published version is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `cycle_standards_are_published` BEFORE INSERT ON `cycle_standards`
WHEN (SELECT `state` FROM `standards` WHERE `code` = NEW.`standard_code` AND `version` = NEW.`standard_version`) = 'draft'
BEGIN
	SELECT RAISE(ABORT, 'a cycle is bound to published versions');
END;
--> statement-breakpoint
CREATE TRIGGER `cycle_standards_never_change` BEFORE UPDATE ON `cycle_standards`
BEGIN
	SELECT RAISE(ABORT, 'a cycle keeps its versions');
END;
--> statement-breakpoint
CREATE TRIGGER `assessments_keep_their_case` BEFORE UPDATE ON `assessments`
WHEN NEW.`id` IS NOT OLD.`id` OR NEW.`cycle_id` IS NOT OLD.`cycle_id` OR NEW.`unit_id` IS NOT OLD.`unit_id` OR NEW.`standard_code` IS NOT OLD.`standard_code` OR NEW.`standard_version` IS NOT OLD.`standard_version`
BEGIN
	SELECT RAISE(ABORT, 'an assessment keeps its cycle, unit and standard');
END;
--> statement-breakpoint
CREATE TRIGGER `results_keep_their_case` BEFORE UPDATE ON `results`
WHEN NEW.`id` IS NOT OLD.`id` OR NEW.`cycle_id` IS NOT OLD.`cycle_id` OR NEW.`unit_id` IS NOT OLD.`unit_id` OR NEW.`standard_code` IS NOT OLD.`standard_code` OR NEW.`standard_version` IS NOT OLD.`standard_version`
BEGIN
	SELECT RAISE(ABORT, 'a result keeps its cycle, unit and standard');
END;
--> statement-breakpoint
CREATE TRIGGER `results_are_corrected_by_revision` BEFORE UPDATE ON `results`
WHEN NEW.`revision` IS NOT OLD.`revision` + 1
BEGIN
	SELECT RAISE(ABORT, 'a correction of a result raises its revision by one');
END;
--> statement-breakpoint
CREATE TRIGGER `results_are_never_removed` BEFORE DELETE ON `results`
BEGIN
	SELECT RAISE(ABORT, 'a result is never removed');
END;
--> statement-breakpoint
CREATE UNIQUE INDEX `targets_once` ON `targets` (coalesce(`horizon`, ''), `subject`, `by_kind`, `key`, `document`, coalesce(`clause`, ''));
