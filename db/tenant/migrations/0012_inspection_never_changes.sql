CREATE TRIGGER `draws_begin_committed` BEFORE INSERT ON `draws`
WHEN NEW.`state` <> 'committed' OR NEW.`number` IS NOT (SELECT coalesce(max(`number`), 0) + 1 FROM `draws`)
BEGIN
	SELECT RAISE(ABORT, 'a draw begins with its commitment, under the next number');
END;
--> statement-breakpoint
CREATE TRIGGER `draws_end_once` BEFORE UPDATE ON `draws`
WHEN OLD.`state` <> 'committed' OR NEW.`state` = 'committed' OR NEW.`id` IS NOT OLD.`id` OR NEW.`number` IS NOT OLD.`number` OR NEW.`title` IS NOT OLD.`title` OR NEW.`cycle_id` IS NOT OLD.`cycle_id` OR NEW.`wanted` IS NOT OLD.`wanted` OR NEW.`weighting` IS NOT OLD.`weighting` OR NEW.`list` IS NOT OLD.`list` OR NEW.`excluded` IS NOT OLD.`excluded` OR NEW.`assessors` IS NOT OLD.`assessors` OR NEW.`commitment` IS NOT OLD.`commitment` OR NEW.`nonce` IS NOT OLD.`nonce` OR NEW.`committed_by` IS NOT OLD.`committed_by` OR NEW.`committed_at` IS NOT OLD.`committed_at`
BEGIN
	SELECT RAISE(ABORT, 'what a draw committed to never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `draws_are_never_removed` BEFORE DELETE ON `draws`
BEGIN
	SELECT RAISE(ABORT, 'a draw is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `draws_are_never_replaced` BEFORE INSERT ON `draws`
WHEN EXISTS (SELECT 1 FROM `draws` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: draws.id');
END;
--> statement-breakpoint
CREATE TRIGGER `draws_result_in_their_list` BEFORE UPDATE ON `draws`
WHEN NEW.`result` IS NOT NULL AND (SELECT count(DISTINCT `drawn`.`value`) FROM json_each(NEW.`result`) AS `drawn` JOIN json_each(NEW.`list`) AS `listed` ON `listed`.`value` ->> 'code' = `drawn`.`value`) <> NEW.`wanted`
BEGIN
	SELECT RAISE(ABORT, 'a draw results in units of its list');
END;
--> statement-breakpoint
CREATE TRIGGER `inspections_are_never_changed` BEFORE UPDATE ON `inspections`
BEGIN
	SELECT RAISE(ABORT, 'an inspection is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `inspections_are_never_removed` BEFORE DELETE ON `inspections`
BEGIN
	SELECT RAISE(ABORT, 'an inspection is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `inspections_are_never_replaced` BEFORE INSERT ON `inspections`
WHEN EXISTS (SELECT 1 FROM `inspections` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: inspections.id');
END;
--> statement-breakpoint
CREATE TRIGGER `inspections_of_a_finished_draw` BEFORE INSERT ON `inspections`
WHEN NEW.`draw_id` IS NOT NULL AND (SELECT `state` FROM `draws` WHERE `id` = NEW.`draw_id`) IS NOT 'finished'
BEGIN
	SELECT RAISE(ABORT, 'a draw that is not finished sends nobody');
END;
--> statement-breakpoint
CREATE TRIGGER `visits_end_once` BEFORE UPDATE ON `visits`
WHEN OLD.`state` <> 'planned' OR NEW.`state` = 'planned' OR NEW.`revision` IS NOT OLD.`revision` + 1 OR NEW.`id` IS NOT OLD.`id` OR NEW.`inspection_id` IS NOT OLD.`inspection_id` OR NEW.`unit_id` IS NOT OLD.`unit_id` OR NEW.`user_id` IS NOT OLD.`user_id`
BEGIN
	SELECT RAISE(ABORT, 'a visit ends once');
END;
--> statement-breakpoint
CREATE TRIGGER `visits_are_never_removed` BEFORE DELETE ON `visits`
BEGIN
	SELECT RAISE(ABORT, 'a visit is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `visits_are_never_replaced` BEFORE INSERT ON `visits`
WHEN EXISTS (SELECT 1 FROM `visits` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: visits.id');
END;
--> statement-breakpoint
CREATE TRIGGER `visits_are_not_of_the_liaison` BEFORE INSERT ON `visits`
WHEN EXISTS (
	SELECT 1 FROM `assignments` AS `own` JOIN `inspections` ON `inspections`.`id` = NEW.`inspection_id`
	WHERE `own`.`kind` = 'liaison' AND `own`.`from_on` <= `inspections`.`planned_on`
		AND (`own`.`until_on` IS NULL OR `own`.`until_on` > `inspections`.`planned_on`)
		AND (`own`.`user_id` = NEW.`user_id` OR (`own`.`user_id` IS NULL AND `own`.`person` = (SELECT `name` FROM `users` WHERE `id` = NEW.`user_id`)))
		AND (`own`.`unit_id` = NEW.`unit_id` OR `own`.`belt_id` = (SELECT `belt_id` FROM `units` WHERE `id` = NEW.`unit_id`))
)
BEGIN
	SELECT RAISE(ABORT, 'nobody inspects what they look after');
END;
--> statement-breakpoint
CREATE TRIGGER `findings_keep_what_was_found` BEFORE UPDATE ON `findings`
WHEN NEW.`id` IS NOT OLD.`id` OR NEW.`unit_id` IS NOT OLD.`unit_id` OR NEW.`cycle_id` IS NOT OLD.`cycle_id` OR NEW.`visit_id` IS NOT OLD.`visit_id` OR NEW.`text` IS NOT OLD.`text` OR NEW.`raised_by` IS NOT OLD.`raised_by` OR NEW.`raised_at` IS NOT OLD.`raised_at` OR NEW.`revision` IS NOT OLD.`revision` + 1
BEGIN
	SELECT RAISE(ABORT, 'what was found never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `findings_go_on_lawfully` BEFORE UPDATE ON `findings`
WHEN NOT (
	(OLD.`state` = 'open' AND NEW.`state` IN ('open', 'withdrawn'))
	OR (OLD.`state` = 'open' AND NEW.`state` = 'answered' AND EXISTS (SELECT 1 FROM `rectifications` WHERE `finding_id` = OLD.`id`) AND (SELECT `is_passed` FROM `rectifications` WHERE `finding_id` = OLD.`id` ORDER BY `number` DESC LIMIT 1) IS NULL)
	OR (OLD.`state` = 'answered' AND NEW.`state` = 'closed' AND (SELECT `is_passed` FROM `rectifications` WHERE `finding_id` = OLD.`id` ORDER BY `number` DESC LIMIT 1) IS 1)
	OR (OLD.`state` = 'answered' AND NEW.`state` = 'open' AND (SELECT `is_passed` FROM `rectifications` WHERE `finding_id` = OLD.`id` ORDER BY `number` DESC LIMIT 1) IS 0)
)
BEGIN
	SELECT RAISE(ABORT, 'a finding can not go on like this');
END;
--> statement-breakpoint
CREATE TRIGGER `findings_terms_change_while_open` BEFORE UPDATE ON `findings`
WHEN NEW.`state` IS NOT 'open' AND (NEW.`responsible` IS NOT OLD.`responsible` OR NEW.`due_on` IS NOT OLD.`due_on` OR NEW.`holds_money` IS NOT OLD.`holds_money`)
BEGIN
	SELECT RAISE(ABORT, 'the terms of a finding change while it is open');
END;
--> statement-breakpoint
CREATE TRIGGER `findings_begin_open` BEFORE INSERT ON `findings`
WHEN NEW.`state` <> 'open'
BEGIN
	SELECT RAISE(ABORT, 'a finding begins open');
END;
--> statement-breakpoint
CREATE TRIGGER `findings_are_never_removed` BEFORE DELETE ON `findings`
BEGIN
	SELECT RAISE(ABORT, 'a finding is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `findings_are_never_replaced` BEFORE INSERT ON `findings`
WHEN EXISTS (SELECT 1 FROM `findings` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: findings.id');
END;
--> statement-breakpoint
CREATE TRIGGER `rectifications_answer_an_open_finding` BEFORE INSERT ON `rectifications`
WHEN NEW.`decided_at` IS NOT NULL OR (SELECT `state` FROM `findings` WHERE `id` = NEW.`finding_id`) IS NOT 'open' OR NEW.`number` IS NOT (SELECT coalesce(max(`number`), 0) + 1 FROM `rectifications` WHERE `finding_id` = NEW.`finding_id`)
BEGIN
	SELECT RAISE(ABORT, 'a rectification answers an open finding, under the next number');
END;
--> statement-breakpoint
CREATE TRIGGER `rectifications_are_decided_once` BEFORE UPDATE ON `rectifications`
WHEN OLD.`decided_at` IS NOT NULL OR NEW.`decided_at` IS NULL OR NEW.`id` IS NOT OLD.`id` OR NEW.`finding_id` IS NOT OLD.`finding_id` OR NEW.`number` IS NOT OLD.`number` OR NEW.`text` IS NOT OLD.`text` OR NEW.`handed_in_by` IS NOT OLD.`handed_in_by` OR NEW.`handed_in_at` IS NOT OLD.`handed_in_at`
BEGIN
	SELECT RAISE(ABORT, 'a rectification is decided once');
END;
--> statement-breakpoint
CREATE TRIGGER `rectifications_are_never_removed` BEFORE DELETE ON `rectifications`
BEGIN
	SELECT RAISE(ABORT, 'a rectification is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `rectifications_are_never_replaced` BEFORE INSERT ON `rectifications`
WHEN EXISTS (SELECT 1 FROM `rectifications` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: rectifications.id');
END;
--> statement-breakpoint
CREATE TRIGGER `unit_vetoes_are_only_appealed` BEFORE UPDATE ON `unit_vetoes`
WHEN NEW.`id` IS NOT OLD.`id` OR NEW.`unit_id` IS NOT OLD.`unit_id` OR NEW.`standard_code` IS NOT OLD.`standard_code` OR NEW.`veto_code` IS NOT OLD.`veto_code` OR NEW.`title` IS NOT OLD.`title` OR NEW.`happened_on` IS NOT OLD.`happened_on` OR NEW.`from_on` IS NOT OLD.`from_on` OR NEW.`until_on` IS NOT OLD.`until_on` OR NEW.`text` IS NOT OLD.`text` OR NEW.`proof` IS NOT OLD.`proof` OR NEW.`decided_by` IS NOT OLD.`decided_by` OR NEW.`decided_at` IS NOT OLD.`decided_at` OR NEW.`revision` IS NOT OLD.`revision` + 1 OR NOT (
	(OLD.`appeal` IS NULL AND NEW.`appeal` IS NOT NULL AND NEW.`answer` IS NULL)
	OR (OLD.`appeal` IS NOT NULL AND OLD.`answer` IS NULL AND NEW.`answer` IS NOT NULL AND NEW.`appeal` IS OLD.`appeal` AND NEW.`appealed_by` IS OLD.`appealed_by` AND NEW.`appealed_at` IS OLD.`appealed_at`)
)
BEGIN
	SELECT RAISE(ABORT, 'a veto is appealed once and answered once, nothing else changes');
END;
--> statement-breakpoint
CREATE TRIGGER `unit_vetoes_begin_without_appeal` BEFORE INSERT ON `unit_vetoes`
WHEN NEW.`appeal` IS NOT NULL
BEGIN
	SELECT RAISE(ABORT, 'a veto begins without an appeal');
END;
--> statement-breakpoint
CREATE TRIGGER `unit_vetoes_are_never_removed` BEFORE DELETE ON `unit_vetoes`
BEGIN
	SELECT RAISE(ABORT, 'a veto is never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `unit_vetoes_are_never_replaced` BEFORE INSERT ON `unit_vetoes`
WHEN EXISTS (SELECT 1 FROM `unit_vetoes` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: unit_vetoes.id');
END;
