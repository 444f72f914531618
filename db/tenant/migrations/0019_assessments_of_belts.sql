ALTER TABLE `belts` ADD `facts` text DEFAULT '{}' NOT NULL CONSTRAINT "belts_facts" CHECK(CASE WHEN json_valid("facts") THEN json_type("facts") = 'object' ELSE 0 END);--> statement-breakpoint
ALTER TABLE `assessments` ADD `belt_id` text REFERENCES belts(id);--> statement-breakpoint
ALTER TABLE `results` ADD `belt_id` text REFERENCES belts(id);--> statement-breakpoint
-- A township answers for each of its belts, so the belt is part of what there is once.
DROP INDEX `assessments_once`;--> statement-breakpoint
CREATE UNIQUE INDEX `assessments_once` ON `assessments` (`cycle_id`,`unit_id`,`standard_code`,coalesce(`belt_id`, ''));--> statement-breakpoint
CREATE UNIQUE INDEX `assessments_belt_once` ON `assessments` (`cycle_id`,`belt_id`,`standard_code`) WHERE `belt_id` IS NOT NULL;--> statement-breakpoint
DROP INDEX `results_once`;--> statement-breakpoint
CREATE UNIQUE INDEX `results_once` ON `results` (`cycle_id`,`unit_id`,`standard_code`,coalesce(`belt_id`, ''));--> statement-breakpoint
CREATE UNIQUE INDEX `results_belt_once` ON `results` (`cycle_id`,`belt_id`,`standard_code`) WHERE `belt_id` IS NOT NULL;--> statement-breakpoint
-- A belt stands where the standard's subject is a belt, and nowhere else.
CREATE TRIGGER `assessments_are_of_their_standards_subject` BEFORE INSERT ON `assessments`
WHEN (NEW.`belt_id` IS NOT NULL) <> ((SELECT `subject` FROM `standards` WHERE `code` = NEW.`standard_code` AND `version` = NEW.`standard_version`) = 'belt')
BEGIN
	SELECT RAISE(ABORT, 'a belt is assessed under a standard of belts, and nothing else is');
END;
--> statement-breakpoint
CREATE TRIGGER `assessments_of_belts_are_answered_for` BEFORE INSERT ON `assessments`
WHEN NEW.`belt_id` IS NOT NULL AND NEW.`unit_id` IS NOT (SELECT `township_id` FROM `belts` WHERE `id` = NEW.`belt_id`)
BEGIN
	SELECT RAISE(ABORT, 'the township or trade committee of a belt answers for it');
END;
--> statement-breakpoint
CREATE TRIGGER `assessments_keep_their_belt` BEFORE UPDATE ON `assessments`
WHEN NEW.`belt_id` IS NOT OLD.`belt_id`
BEGIN
	SELECT RAISE(ABORT, 'an assessment keeps its belt');
END;
--> statement-breakpoint
CREATE TRIGGER `results_are_of_their_standards_subject` BEFORE INSERT ON `results`
WHEN (NEW.`belt_id` IS NOT NULL) <> ((SELECT `subject` FROM `standards` WHERE `code` = NEW.`standard_code` AND `version` = NEW.`standard_version`) = 'belt')
BEGIN
	SELECT RAISE(ABORT, 'a belt has results under a standard of belts, and nothing else has');
END;
--> statement-breakpoint
CREATE TRIGGER `results_keep_their_belt` BEFORE UPDATE ON `results`
WHEN NEW.`belt_id` IS NOT OLD.`belt_id`
BEGIN
	SELECT RAISE(ABORT, 'a result keeps its belt');
END;
--> statement-breakpoint
DROP TRIGGER `objections_are_answered_by_another`;--> statement-breakpoint
-- Who accepted a case doesn't judge the objection to it; the same belt is part of the case.
CREATE TRIGGER `objections_are_answered_by_another` BEFORE UPDATE ON `objections`
WHEN EXISTS (
	SELECT 1 FROM `results` JOIN `assessments`
		ON `assessments`.`cycle_id` = `results`.`cycle_id` AND `assessments`.`unit_id` = `results`.`unit_id` AND `assessments`.`standard_code` = `results`.`standard_code` AND `assessments`.`belt_id` IS `results`.`belt_id`
	JOIN `case_steps` ON `case_kind` = 'assessment' AND `case_id` = `assessments`.`id` AND `step` = 'accept'
	WHERE `results`.`id` = NEW.`result_id` AND `case_steps`.`user_id` = NEW.`answered_by`
)
BEGIN
	SELECT RAISE(ABORT, 'separation: not both steps of one case');
END;
