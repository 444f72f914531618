-- Who did one step on a case doesn't do another that the table of capabilities.md sets against it. Every pair of two
-- steps is against, but for the three that only find out: first review, site check, calculation.
CREATE TRIGGER `case_steps_are_separated` BEFORE INSERT ON `case_steps`
WHEN EXISTS (
	SELECT 1 FROM (
		SELECT `step` FROM `case_steps`
		WHERE `case_kind` = NEW.`case_kind` AND `case_id` = NEW.`case_id` AND `user_id` = NEW.`user_id`
		UNION ALL
		SELECT `case_steps`.`step` FROM `case_parts` JOIN `case_steps`
			ON `case_kind` = 'assessment' AND `case_id` = `case_parts`.`assessment_id` AND `user_id` = NEW.`user_id`
		WHERE NEW.`case_kind` = 'batch' AND `case_parts`.`batch_id` = NEW.`case_id`
		UNION ALL
		SELECT `case_steps`.`step` FROM `case_parts` JOIN `case_steps`
			ON `case_kind` = 'batch' AND `case_id` = `case_parts`.`batch_id` AND `user_id` = NEW.`user_id`
		WHERE NEW.`case_kind` = 'assessment' AND `case_parts`.`assessment_id` = NEW.`case_id`
	) AS `done`
	WHERE `done`.`step` <> NEW.`step`
		AND NOT (`done`.`step` IN ('first-review', 'site-check', 'calculate') AND NEW.`step` IN ('first-review', 'site-check', 'calculate'))
		AND NOT EXISTS (
			SELECT 1 FROM `relaxations` WHERE `ended_at` IS NULL AND (
				(`first_step` = `done`.`step` AND `second_step` = NEW.`step`) OR (`first_step` = NEW.`step` AND `second_step` = `done`.`step`)
			)
		)
)
BEGIN
	SELECT RAISE(ABORT, 'separation: not both steps of one case');
END;
--> statement-breakpoint
CREATE TRIGGER `case_parts_are_separated` BEFORE INSERT ON `case_parts`
WHEN EXISTS (
	SELECT 1 FROM `case_steps` AS `done` JOIN `case_steps` AS `other` ON `other`.`user_id` = `done`.`user_id`
	WHERE `done`.`case_kind` = 'assessment' AND `done`.`case_id` = NEW.`assessment_id`
		AND `other`.`case_kind` = 'batch' AND `other`.`case_id` = NEW.`batch_id`
		AND NOT (`done`.`step` IN ('first-review', 'site-check', 'calculate') AND `other`.`step` IN ('first-review', 'site-check', 'calculate'))
		AND NOT EXISTS (
			SELECT 1 FROM `relaxations`
			WHERE `ended_at` IS NULL AND `first_step` = `done`.`step` AND `second_step` = `other`.`step`
		)
)
BEGIN
	SELECT RAISE(ABORT, 'separation: not both steps of one case');
END;
--> statement-breakpoint
CREATE TRIGGER `case_steps_are_never_changed` BEFORE UPDATE ON `case_steps`
BEGIN
	SELECT RAISE(ABORT, 'a step that was done stays done');
END;
--> statement-breakpoint
CREATE TRIGGER `case_steps_are_never_removed` BEFORE DELETE ON `case_steps`
BEGIN
	SELECT RAISE(ABORT, 'a step that was done stays done');
END;
--> statement-breakpoint
-- REPLACE removes what stood there, and passes delete triggers where recursive_triggers is off.
CREATE TRIGGER `case_steps_are_never_replaced` BEFORE INSERT ON `case_steps`
WHEN EXISTS (SELECT 1 FROM `case_steps` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: case_steps.id');
END;
--> statement-breakpoint
CREATE TRIGGER `case_parts_are_never_changed` BEFORE UPDATE ON `case_parts`
BEGIN
	SELECT RAISE(ABORT, 'what a batch pays for stays with it');
END;
--> statement-breakpoint
CREATE TRIGGER `case_parts_are_never_removed` BEFORE DELETE ON `case_parts`
BEGIN
	SELECT RAISE(ABORT, 'what a batch pays for stays with it');
END;
--> statement-breakpoint
CREATE TRIGGER `relaxations_are_only_ended` BEFORE UPDATE ON `relaxations`
WHEN OLD.`ended_at` IS NOT NULL OR NEW.`ended_at` IS NULL OR NEW.`id` IS NOT OLD.`id` OR NEW.`first_step` IS NOT OLD.`first_step` OR NEW.`second_step` IS NOT OLD.`second_step` OR NEW.`reason` IS NOT OLD.`reason` OR NEW.`decided_by` IS NOT OLD.`decided_by` OR NEW.`decided_at` IS NOT OLD.`decided_at`
BEGIN
	SELECT RAISE(ABORT, 'a relaxation is ended, never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `relaxations_are_never_removed` BEFORE DELETE ON `relaxations`
BEGIN
	SELECT RAISE(ABORT, 'a relaxation is ended, never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `relaxations_are_never_replaced` BEFORE INSERT ON `relaxations`
WHEN EXISTS (
	SELECT 1 FROM `relaxations` WHERE `id` = NEW.`id`
		OR (`ended_at` IS NULL AND NEW.`ended_at` IS NULL AND `first_step` = NEW.`first_step` AND `second_step` = NEW.`second_step`)
)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: relaxations.first_step, relaxations.second_step');
END;
