-- When the person whose file it is was last seen, and their latest words. Worked out from events, like the other rows of a file.
-- What is seen of it hangs on the category of the record it stands in.
CREATE TABLE seen (
    file {{text}} NOT NULL PRIMARY KEY,
    day {{text}},
    alone {{text}},
    place {{text}},
    record {{text}},
    category {{text}},
    words {{text}},
    words_by {{text}},
    words_day {{text}},
    words_record {{text}},
    words_category {{text}}
) {{strict}};

-- A restricted file of which not even those on duty learn that it is there.
ALTER TABLE subject ADD COLUMN not_even_duty {{int}} NOT NULL DEFAULT 0;
