CREATE TRIGGER `inbox_is_read_once` BEFORE UPDATE ON `inbox`
WHEN OLD.`read_at` IS NOT NULL OR NEW.`id` IS NOT OLD.`id` OR NEW.`user_id` IS NOT OLD.`user_id` OR NEW.`at` IS NOT OLD.`at` OR NEW.`kind` IS NOT OLD.`kind` OR NEW.`title` IS NOT OLD.`title` OR NEW.`lines` IS NOT OLD.`lines` OR NEW.`link` IS NOT OLD.`link`
BEGIN
	SELECT RAISE(ABORT, 'a message is read once, never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `webhooks_are_never_removed` BEFORE DELETE ON `webhooks`
BEGIN
	SELECT RAISE(ABORT, 'a robot is switched off, never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `webhook_deliveries_are_settled_once` BEFORE UPDATE ON `webhook_deliveries`
WHEN OLD.`state` <> 'waiting' OR NEW.`id` IS NOT OLD.`id` OR NEW.`webhook_id` IS NOT OLD.`webhook_id` OR NEW.`topic` IS NOT OLD.`topic` OR NEW.`text` IS NOT OLD.`text` OR NEW.`created_at` IS NOT OLD.`created_at`
BEGIN
	SELECT RAISE(ABORT, 'what was sent stays as it was sent');
END;
--> statement-breakpoint
CREATE TRIGGER `webhook_deliveries_are_never_removed` BEFORE DELETE ON `webhook_deliveries`
BEGIN
	SELECT RAISE(ABORT, 'what was sent stays on record');
END;
--> statement-breakpoint
CREATE TRIGGER `publicities_keep_their_terms` BEFORE UPDATE ON `publicities`
WHEN OLD.`closed_at` IS NOT NULL OR NEW.`id` IS NOT OLD.`id` OR NEW.`cycle_id` IS NOT OLD.`cycle_id` OR NEW.`starts_on` IS NOT OLD.`starts_on` OR NEW.`until_on` IS NOT OLD.`until_on` OR NEW.`days` IS NOT OLD.`days` OR NEW.`term_months` IS NOT OLD.`term_months` OR NEW.`started_by` IS NOT OLD.`started_by` OR NEW.`started_at` IS NOT OLD.`started_at`
BEGIN
	SELECT RAISE(ABORT, 'the terms of a publicity never change');
END;
--> statement-breakpoint
CREATE TRIGGER `publicities_are_never_removed` BEFORE DELETE ON `publicities`
BEGIN
	SELECT RAISE(ABORT, 'a publicity is never removed');
END;
--> statement-breakpoint
-- Publicised after acceptance, final after that, and never back.
CREATE TRIGGER `results_become_final_step_by_step` BEFORE UPDATE ON `results`
WHEN NEW.`state` IS NOT OLD.`state` AND NOT (OLD.`state` = 'accepted' AND NEW.`state` = 'publicised') AND NOT (OLD.`state` = 'publicised' AND NEW.`state` = 'final')
BEGIN
	SELECT RAISE(ABORT, 'a result is publicised, then final');
END;
--> statement-breakpoint
CREATE TRIGGER `results_under_objection_are_not_final` BEFORE UPDATE ON `results`
WHEN NEW.`state` = 'final' AND OLD.`state` <> 'final' AND EXISTS (SELECT 1 FROM `objections` WHERE `result_id` = OLD.`id` AND `answered_at` IS NULL)
BEGIN
	SELECT RAISE(ABORT, 'an objection is open');
END;
--> statement-breakpoint
-- A correction keeps the result as it stood, with why, before it changes a final one.
CREATE TRIGGER `final_results_are_corrected_with_a_reason` BEFORE UPDATE ON `results`
WHEN OLD.`state` = 'final' AND NOT EXISTS (SELECT 1 FROM `result_versions` WHERE `result_id` = OLD.`id` AND `revision` = OLD.`revision`)
BEGIN
	SELECT RAISE(ABORT, 'a final result changes only by a correction');
END;
--> statement-breakpoint
CREATE TRIGGER `objections_are_raised_in_time` BEFORE INSERT ON `objections`
WHEN (SELECT `state` FROM `results` WHERE `id` = NEW.`result_id`) IS NOT 'publicised'
	OR (SELECT `unit_id` FROM `results` WHERE `id` = NEW.`result_id`) IS NOT NEW.`unit_id`
	OR NEW.`answered_at` IS NOT NULL
BEGIN
	SELECT RAISE(ABORT, 'an objection is raised while the result stands publicised');
END;
--> statement-breakpoint
CREATE TRIGGER `objections_are_never_replaced` BEFORE INSERT ON `objections`
WHEN EXISTS (SELECT 1 FROM `objections` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: objections.id');
END;
--> statement-breakpoint
CREATE TRIGGER `objections_are_answered_once` BEFORE UPDATE ON `objections`
WHEN OLD.`answered_at` IS NOT NULL OR NEW.`answered_at` IS NULL OR NEW.`id` IS NOT OLD.`id` OR NEW.`publicity_id` IS NOT OLD.`publicity_id` OR NEW.`result_id` IS NOT OLD.`result_id` OR NEW.`unit_id` IS NOT OLD.`unit_id` OR NEW.`source` IS NOT OLD.`source` OR NEW.`text` IS NOT OLD.`text` OR NEW.`raised_by` IS NOT OLD.`raised_by` OR NEW.`raised_at` IS NOT OLD.`raised_at` OR NEW.`due_on` IS NOT OLD.`due_on`
BEGIN
	SELECT RAISE(ABORT, 'an objection is answered once, never changed');
END;
--> statement-breakpoint
-- Who accepted a case doesn't judge the objection to it.
CREATE TRIGGER `objections_are_answered_by_another` BEFORE UPDATE ON `objections`
WHEN EXISTS (
	SELECT 1 FROM `results` JOIN `assessments`
		ON `assessments`.`cycle_id` = `results`.`cycle_id` AND `assessments`.`unit_id` = `results`.`unit_id` AND `assessments`.`standard_code` = `results`.`standard_code`
	JOIN `case_steps` ON `case_kind` = 'assessment' AND `case_id` = `assessments`.`id` AND `step` = 'accept'
	WHERE `results`.`id` = NEW.`result_id` AND `case_steps`.`user_id` = NEW.`answered_by`
)
BEGIN
	SELECT RAISE(ABORT, 'separation: not both steps of one case');
END;
--> statement-breakpoint
CREATE TRIGGER `objections_are_never_removed` BEFORE DELETE ON `objections`
BEGIN
	SELECT RAISE(ABORT, 'an objection is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `awards_are_never_changed` BEFORE UPDATE ON `awards`
BEGIN
	SELECT RAISE(ABORT, 'what was held is history');
END;
--> statement-breakpoint
CREATE TRIGGER `awards_are_never_removed` BEFORE DELETE ON `awards`
BEGIN
	SELECT RAISE(ABORT, 'what was held is history');
END;
--> statement-breakpoint
CREATE TRIGGER `awards_are_never_replaced` BEFORE INSERT ON `awards`
WHEN EXISTS (SELECT 1 FROM `awards` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: awards.id');
END;
