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
CREATE TRIGGER `tenants_keep_their_code` BEFORE UPDATE OF `code`, `namespace` ON `tenants`
WHEN NEW.`code` IS NOT OLD.`code` OR NEW.`namespace` IS NOT OLD.`namespace`
BEGIN
	SELECT RAISE(ABORT, 'a tenant keeps its code');
END;
--> statement-breakpoint
CREATE TRIGGER `tenants_are_never_removed` BEFORE DELETE ON `tenants`
BEGIN
	SELECT RAISE(ABORT, 'a tenant''s code is never used again');
END;
--> statement-breakpoint
CREATE TRIGGER `tenants_once_provisioned_stay_so` BEFORE UPDATE OF `state` ON `tenants`
WHEN NEW.`state` = 'provisioning' AND OLD.`state` <> 'provisioning'
BEGIN
	SELECT RAISE(ABORT, 'a tenant is provisioned once');
END;
