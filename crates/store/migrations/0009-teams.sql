-- Who holds a role in a team.
CREATE INDEX role_held_team ON role_held (team, file);
