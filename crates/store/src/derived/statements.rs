//! The macro that makes a derived table's descriptor, the type of its rows and its statements out of one list of columns,
//! so that they cannot disagree with each other.

macro_rules! question {
    ($name:ident) => {
        ", ?"
    };
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $table:literal {
        $($key:ident: $key_type:ty),* ; $($column:ident: $type:ty),* $(,)?
    })+) => {
        /// Which derived table; in the order of the schema.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DerivedTable {
            $($(#[$doc])* $name,)+
        }

        /// Every derived table, in the order of the schema (which is the order of [`DerivedTable`]).
        pub static TABLES: &[Table] = &[$(Table {
            table: DerivedTable::$name,
            name: $table,
            columns: &[
                TableColumn { name: "file", kind: Kind::Text, null: false },
                $(TableColumn { name: stringify!($key), kind: <$key_type>::KIND, null: <$key_type>::NULL },)*
                $(TableColumn { name: stringify!($column), kind: <$type>::KIND, null: <$type>::NULL },)*
            ],
            keys: [stringify!(file) $(, stringify!($key))*].len(),
            statements: || {
                static STATEMENTS: OnceLock<Statements> = OnceLock::new();
                STATEMENTS.get_or_init(|| Statements {
                    put: sql!(
                        sqlite: concat!(
                            "INSERT INTO ", $table, " (file" $(, ", ", stringify!($key))* $(, ", ", stringify!($column))*,
                            ") VALUES (?" $(, question!($key))* $(, question!($column))*,
                            ") ON CONFLICT (file" $(, ", ", stringify!($key))*,
                            ") DO UPDATE SET file = excluded.file"
                            $(, ", ", stringify!($column), " = excluded.", stringify!($column))*
                        ),
                        postgres: concat!(
                            "INSERT INTO ", $table, " (file" $(, ", ", stringify!($key))* $(, ", ", stringify!($column))*,
                            ") SELECT file" $(, ", ", stringify!($key))* $(, ", ", stringify!($column))*,
                            " FROM jsonb_populate_recordset(NULL::", $table, ", CAST(?1 AS TEXT)::jsonb)",
                            " ON CONFLICT (file" $(, ", ", stringify!($key))*,
                            ") DO UPDATE SET file = excluded.file"
                            $(, ", ", stringify!($column), " = excluded.", stringify!($column))*
                        ),
                    ),
                    delete: sql!(
                        sqlite: concat!(
                            "DELETE FROM ", $table, " WHERE file = ?" $(, " AND ", stringify!($key), " = ?")*
                        ),
                        postgres: concat!(
                            "DELETE FROM ", $table, " t USING jsonb_populate_recordset(NULL::", $table,
                            ", CAST(?1 AS TEXT)::jsonb) gone WHERE t.file = gone.file"
                            $(, " AND t.", stringify!($key), " = gone.", stringify!($key))*
                        ),
                    ),
                    load: sql!(concat!(
                        "SELECT file" $(, ", ", stringify!($key))* $(, ", ", stringify!($column))*,
                        " FROM ", $table, " WHERE file = ?1"
                    )),
                    stray: sql!(concat!(
                        "SELECT t.file FROM ", $table,
                        " t WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.file = t.file) ORDER BY t.file LIMIT 1"
                    )),
                })
            },
        },)+];

        $(
            $(#[$doc])*
            #[derive(Clone)]
            #[allow(missing_docs, reason = "the columns are those of the schema, described there")]
            pub struct $name {
                $(pub $key: $key_type,)*
                $(pub $column: $type,)*
            }

            impl Derived for $name {
                const TABLE: DerivedTable = DerivedTable::$name;

                fn cells(self, file: &Text) -> Row {
                    vec![
                        Cell::Text(file.clone()),
                        $(self.$key.cell(),)*
                        $(self.$column.cell(),)*
                    ]
                }
            }
        )+
    };
}

pub(super) use {question, tables};
