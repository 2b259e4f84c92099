DROP TABLE check_ins;
ALTER TABLE whistle_responders DROP COLUMN on_site;
DELETE FROM role_grants WHERE role = 'unit_liaison';
ALTER TABLE role_grants DROP CONSTRAINT role_grants_role_check;
ALTER TABLE role_grants ADD CONSTRAINT role_grants_role_check CHECK (role IN ('resident','member','team_lead','community_clerk','community_secretary','street','city_office','sys_admin','grid_worker','caller','department'));
