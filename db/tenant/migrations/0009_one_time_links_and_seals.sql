CREATE TRIGGER `invitations_are_used_or_ended_once` BEFORE UPDATE ON `invitations`
WHEN OLD.`used_at` IS NOT NULL OR OLD.`ended_at` IS NOT NULL OR NEW.`id` IS NOT OLD.`id` OR NEW.`user_id` IS NOT OLD.`user_id` OR NEW.`secret_hash` IS NOT OLD.`secret_hash` OR NEW.`created_by` IS NOT OLD.`created_by` OR NEW.`created_at` IS NOT OLD.`created_at` OR NEW.`expires_at` IS NOT OLD.`expires_at`
BEGIN
	SELECT RAISE(ABORT, 'a one-time link is used or ended once');
END;
--> statement-breakpoint
CREATE TRIGGER `invitations_are_never_removed` BEFORE DELETE ON `invitations`
BEGIN
	SELECT RAISE(ABORT, 'a one-time link is used or ended, never removed');
END;
--> statement-breakpoint
-- REPLACE removes what stood there, and passes delete triggers where recursive_triggers is off.
CREATE TRIGGER `events_are_never_replaced` BEFORE INSERT ON `events`
WHEN EXISTS (SELECT 1 FROM `events` WHERE `seq` = NEW.`seq`)
	OR EXISTS (SELECT 1 FROM `events` WHERE `id` = NEW.`id`)
	OR EXISTS (SELECT 1 FROM `events` WHERE `subject_kind` = NEW.`subject_kind` AND `subject_id` = NEW.`subject_id` AND `revision` = NEW.`revision`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: events.subject_kind, events.subject_id, events.revision; events are never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `event_seals_form_a_chain` BEFORE INSERT ON `event_seals`
WHEN NEW.`from_seq` IS NOT coalesce((SELECT max(`to_seq`) FROM `event_seals`), 0) + 1
	OR NEW.`previous_hash` IS NOT (SELECT `hash` FROM `event_seals` ORDER BY `to_seq` DESC LIMIT 1)
	OR NEW.`to_seq` > coalesce((SELECT max(`seq`) FROM `events`), 0)
BEGIN
	SELECT RAISE(ABORT, 'a seal begins where the last one ended');
END;
--> statement-breakpoint
CREATE TRIGGER `event_seals_are_never_changed` BEFORE UPDATE ON `event_seals`
BEGIN
	SELECT RAISE(ABORT, 'a seal is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `event_seals_are_never_removed` BEFORE DELETE ON `event_seals`
BEGIN
	SELECT RAISE(ABORT, 'a seal is never removed');
END;
