CREATE TRIGGER `event_heads_are_never_changed` BEFORE UPDATE ON `event_heads`
BEGIN
	SELECT RAISE(ABORT, 'a head that was noted stays');
END;
--> statement-breakpoint
CREATE TRIGGER `event_heads_are_never_removed` BEFORE DELETE ON `event_heads`
BEGIN
	SELECT RAISE(ABORT, 'a head that was noted stays');
END;
--> statement-breakpoint
-- REPLACE removes what stood there, and passes delete triggers where recursive_triggers is off.
CREATE TRIGGER `event_heads_are_never_replaced` BEFORE INSERT ON `event_heads`
WHEN EXISTS (SELECT 1 FROM `event_heads` WHERE `tenant` = NEW.`tenant` AND `day` = NEW.`day`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: event_heads.tenant, event_heads.day');
END;
--> statement-breakpoint
CREATE TRIGGER `events_are_never_replaced` BEFORE INSERT ON `events`
WHEN EXISTS (SELECT 1 FROM `events` WHERE `seq` = NEW.`seq`)
	OR EXISTS (SELECT 1 FROM `events` WHERE `id` = NEW.`id`)
	OR EXISTS (SELECT 1 FROM `events` WHERE `subject_kind` = NEW.`subject_kind` AND `subject_id` = NEW.`subject_id` AND `revision` = NEW.`revision`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: events.subject_kind, events.subject_id, events.revision; events are never removed');
END;
