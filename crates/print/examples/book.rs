fn main() {
    let mut a = std::env::args().skip(1);
    let dir = a.next().unwrap();
    let sources = pack::source::Sources::read_dir(std::path::Path::new(&dir)).unwrap();
    let (pack, problems) = pack::Pack::read(&sources);
    eprintln!("{} errors", problems.errors());
    let pack = pack.unwrap();
    let cov = a.next().map(|_| {
        let mut shown = std::collections::BTreeMap::new();
        for (i, r) in pack.rule_list().into_iter().enumerate() {
            if i % 3 > 0 {
                shown.insert(r.id, vec![format!("a scenario about {}", r.title)]);
            }
        }
        pack::rules::Coverage::of(&pack, &shown, &Default::default())
    });
    print!("{}", print::book::html(&pack, cov.as_ref()));
}
