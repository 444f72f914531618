-- However many uploads arrive at once: what is kept never exceeds what the tenant's settings allow, 10 GB where they
-- don't say, and no unit keeps more than 2,000 pieces.
CREATE TRIGGER `evidence_stays_within_the_quota` BEFORE INSERT ON `evidence`
WHEN NEW.`bytes` + (SELECT coalesce(sum(`bytes`), 0) FROM `evidence` WHERE `removed_at` IS NULL) > coalesce((
	SELECT CASE WHEN json_type(`settings`, '$.evidenceBytes') = 'integer' THEN json_extract(`settings`, '$.evidenceBytes') END FROM `tenant`
), 10737418240)
BEGIN
	SELECT RAISE(ABORT, 'evidence: the quota is reached');
END;
--> statement-breakpoint
CREATE TRIGGER `evidence_of_a_unit_is_bounded` BEFORE INSERT ON `evidence`
WHEN (SELECT count(*) FROM `evidence` WHERE `unit_id` = NEW.`unit_id` AND `removed_at` IS NULL) >= 2000
BEGIN
	SELECT RAISE(ABORT, 'evidence: the unit has too many');
END;
--> statement-breakpoint
CREATE TRIGGER `evidence_replaces_its_own_units` BEFORE INSERT ON `evidence`
WHEN NEW.`replaces` IS NOT NULL AND NOT EXISTS (
	SELECT 1 FROM `evidence` WHERE `id` = NEW.`replaces` AND `unit_id` = NEW.`unit_id` AND `removed_at` IS NULL
)
BEGIN
	SELECT RAISE(ABORT, 'evidence: a version replaces one of the same unit');
END;
--> statement-breakpoint
CREATE TRIGGER `evidence_stays_what_it_is` BEFORE UPDATE ON `evidence`
WHEN NEW.`id` IS NOT OLD.`id` OR NEW.`unit_id` IS NOT OLD.`unit_id` OR NEW.`sha256` IS NOT OLD.`sha256` OR NEW.`type` IS NOT OLD.`type`
	OR NEW.`bytes` IS NOT OLD.`bytes` OR NEW.`width` IS NOT OLD.`width` OR NEW.`height` IS NOT OLD.`height` OR NEW.`replaces` IS NOT OLD.`replaces`
	OR NEW.`uploaded_by` IS NOT OLD.`uploaded_by` OR NEW.`at` IS NOT OLD.`at` OR OLD.`removed_at` IS NOT NULL
BEGIN
	SELECT RAISE(ABORT, 'evidence: a file stays what it is; a new version is another');
END;
--> statement-breakpoint
CREATE TRIGGER `evidence_in_use_stays` BEFORE UPDATE OF `removed_at` ON `evidence`
WHEN NEW.`removed_at` IS NOT NULL AND EXISTS (SELECT 1 FROM `evidence_uses` WHERE `evidence_id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'evidence: what is used stays');
END;
--> statement-breakpoint
CREATE TRIGGER `evidence_is_never_deleted` BEFORE DELETE ON `evidence`
BEGIN
	SELECT RAISE(ABORT, 'evidence: its row stays when its file is removed');
END;
--> statement-breakpoint
-- REPLACE removes what stood there, and passes delete triggers where recursive_triggers is off.
CREATE TRIGGER `evidence_is_never_replaced` BEFORE INSERT ON `evidence`
WHEN EXISTS (SELECT 1 FROM `evidence` WHERE `id` = NEW.`id` OR (`unit_id` = NEW.`unit_id` AND `sha256` = NEW.`sha256` AND `removed_at` IS NULL))
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: evidence.unit_id, evidence.sha256');
END;
--> statement-breakpoint
CREATE TRIGGER `evidence_uses_are_added_by_the_secretary` BEFORE INSERT ON `evidence_uses`
WHEN NOT EXISTS (
	SELECT 1 FROM `assessments` JOIN `evidence` ON `evidence`.`unit_id` = `assessments`.`unit_id`
	WHERE `assessments`.`id` = NEW.`assessment_id` AND `assessments`.`state` = 'self'
		AND `evidence`.`id` = NEW.`evidence_id` AND `evidence`.`removed_at` IS NULL
)
BEGIN
	SELECT RAISE(ABORT, 'evidence: an assessment that was handed in keeps its proofs');
END;
--> statement-breakpoint
CREATE TRIGGER `evidence_uses_of_an_item_are_bounded` BEFORE INSERT ON `evidence_uses`
WHEN (SELECT count(*) FROM `evidence_uses` WHERE `assessment_id` = NEW.`assessment_id` AND `item` = NEW.`item`) >= 20
BEGIN
	SELECT RAISE(ABORT, 'evidence: the item has too many');
END;
--> statement-breakpoint
CREATE TRIGGER `evidence_uses_stay_with_what_was_handed_in` BEFORE DELETE ON `evidence_uses`
WHEN NOT EXISTS (SELECT 1 FROM `assessments` WHERE `id` = OLD.`assessment_id` AND `state` = 'self')
BEGIN
	SELECT RAISE(ABORT, 'evidence: an assessment that was handed in keeps its proofs');
END;
--> statement-breakpoint
CREATE TRIGGER `evidence_uses_are_never_changed` BEFORE UPDATE ON `evidence_uses`
BEGIN
	SELECT RAISE(ABORT, 'evidence: a use is added or removed');
END;
