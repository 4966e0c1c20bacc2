//! Invented families to draw.

use crate::picture::genogram::{Age, Genogram, Household, Person, Said, Symbol, TieKind};
use domain::fact::Relation;

pub fn person(id: &str, name: &str, symbol: Symbol, born: i16, homes: &[&str]) -> Person {
    Person {
        id: id.to_owned(),
        name: name.to_owned(),
        symbol,
        age: Age::Born(born),
        died: false,
        subject: false,
        households: homes.iter().map(|h| (*h).to_owned()).collect(),
    }
}

pub fn said(of: &str, relation: Relation, to: &str) -> Said {
    Said {
        of: of.to_owned(),
        to: to.to_owned(),
        relation,
        own_words: None,
        disputed: false,
    }
}

fn home(id: &str, label: &str) -> Household {
    Household {
        id: id.to_owned(),
        label: label.to_owned(),
    }
}

/// Three generations: parents apart, a step-father with a half-brother, twins, a grandmother who brings up the eldest.
pub fn hana() -> Genogram {
    use Relation::*;
    use Symbol::*;
    let mut koro = person("koro", "Wiremu Wharetest", Square, 1951, &[]);
    koro.died = true;
    let people = vec![
        person("hana", "Hana Wharetest", Circle, 2012, &["nan"]),
        koro,
        person("nan", "Nan", Circle, 1955, &["nan"]),
        person("mere", "Mere Wharetest", Circle, 1985, &["mere"]),
        person("pita", "Pita Tauirapai", Square, 1983, &["pita"]),
        person("sam", "Sam Samplewaite", Square, 1988, &["mere"]),
        person("tama", "Tama Tauirapai", Square, 2015, &["mere", "pita"]),
        person("tia", "Tia Tauirapai", Circle, 2015, &["mere", "pita"]),
        person("rua", "Rua Samplewaite", Square, 2021, &["mere"]),
        person("uncle", "Hemi Wharetest", Square, 1990, &[]),
        person("friend", "A Neighbour", Diamond, 1970, &[]),
    ];
    let homes = vec![
        home("nan", "Nan's home"),
        home("mere", "Mere and Sam's"),
        home("pita", "Pita's flat"),
    ];
    let all = [
        said("hana", Parent, "mere"),
        said("hana", Parent, "pita"),
        said("tama", Twin, "tia"),
        said("tama", Parent, "mere"),
        said("pita", Child, "tama"),
        said("pita", FormerPartner, "mere"),
        said("mere", Partner, "sam"),
        said("rua", Parent, "mere"),
        said("rua", Parent, "sam"),
        said("rua", HalfSibling, "hana"),
        said("hana", KinCarer, "nan"),
        said("hana", Grandparent, "nan"),
        said("nan", KinCaredChild, "hana"),
        said("mere", Parent, "nan"),
        said("mere", Parent, "koro"),
        said("uncle", Parent, "nan"),
        said("uncle", Parent, "koro"),
        said("nan", Partner, "koro"),
        said("sam", StepChild, "tama"),
        said("hana", Neighbour, "friend"),
    ];
    let word = |kind| (kind == TieKind::KinCarerOf).then(|| "whāngai".to_owned());
    Genogram::of("hana", "Genogram of Hana", people, homes, &all, word)
}

/// Both sides of a family of sixteen, with adoption, foster care, a disputed father, a lost and an expected child.
pub fn large() -> Genogram {
    use Relation::*;
    use Symbol::*;
    let mut lost = person("lost", "Baby", Triangle, 2017, &[]);
    lost.died = true;
    lost.age = Age::Words("lost 2017".to_owned());
    let mut coming = person("coming", "Baby Demoson", Triangle, 2026, &[]);
    coming.age = Age::Words("due in June 2026".to_owned());
    let mut grandpa = person("gp1", "George Demoson", Square, 1948, &[]);
    grandpa.died = true;
    let people = vec![
        person("kit", "Kit Demoson", Diamond, 2014, &["foster"]),
        grandpa,
        person("gm1", "Ada Demoson", Circle, 1950, &["gran"]),
        person("gp2", "Henry Exemplar", Square, 1952, &[]),
        person("gm2", "Rose Exemplar", Circle, 1953, &[]),
        person("mum", "Ella Exemplar", Circle, 1986, &["mum"]),
        person("dad", "Joe Demoson", Square, 1984, &["gran"]),
        person("aunt", "Lily Exemplar", Circle, 1980, &[]),
        person("uncle", "Max Fictional", Square, 1979, &[]),
        person("cousin", "Zoe Fictional", Circle, 2008, &[]),
        person("other", "Dan Placeholder", Square, 1985, &[]),
        person("sis", "Amy Exemplar", Circle, 2018, &["mum"]),
        person("ado", "Leo Demoson", Square, 2010, &["mum"]),
        lost,
        coming,
        person("fc1", "Ruth Carer", Circle, 1970, &["foster"]),
        person("fc2", "Paul Carer", Square, 1969, &["foster"]),
    ];
    let homes = vec![
        home("foster", "Foster home"),
        home("mum", "Ella's"),
        home("gran", "Gran's house"),
    ];
    let mut maybe = said("sis", Parent, "other");
    maybe.disputed = true;
    let all = [
        said("kit", Parent, "mum"),
        said("kit", Parent, "dad"),
        said("mum", FormerPartner, "dad"),
        said("lost", Parent, "mum"),
        said("lost", Parent, "dad"),
        said("coming", Parent, "mum"),
        said("coming", Parent, "other"),
        said("sis", Parent, "mum"),
        maybe,
        said("mum", Partner, "other"),
        said("ado", AdoptiveParent, "mum"),
        said("ado", AdoptiveParent, "dad"),
        said("dad", Parent, "gp1"),
        said("dad", Parent, "gm1"),
        said("gp1", Partner, "gm1"),
        said("gp2", Partner, "gm2"),
        said("mum", Parent, "gp2"),
        said("mum", Parent, "gm2"),
        said("aunt", FullSibling, "mum"),
        said("aunt", Partner, "uncle"),
        said("cousin", Parent, "aunt"),
        said("cousin", Parent, "uncle"),
        said("kit", FosterCarer, "fc1"),
        said("kit", FosterCarer, "fc2"),
        said("fc1", Partner, "fc2"),
        said("kit", Cousin, "cousin"),
    ];
    Genogram::of("kit", "Genogram of Kit", people, homes, &all, |_| None)
}
