//! How a word sounds, roughly, for words already folded. Two keys: one for words built as Polynesian names are (open
//! syllables, few consonants), which keeps the vowels because they carry such names, and one for all others, a skeleton of
//! consonants. Neither knows a language; they only bring spellings together.

/// The keys of a folded word: of its own kind first. Empty for a word without letters.
pub(super) fn keys(word: &str) -> Vec<String> {
    let mut keys = Vec::new();
    if is_open_syllables(word) {
        keys.push(open_key(word));
    }
    let skeleton = skeleton(word);
    if !skeleton.is_empty() {
        keys.push(skeleton);
    }
    keys
}

/// Whether two folded words sound alike.
pub(super) fn alike(one: &str, other: &str) -> bool {
    if is_open_syllables(one) && is_open_syllables(other) {
        return open_key(one) == open_key(other);
    }
    let (left, right) = (skeleton(one), skeleton(other));
    // A skeleton alone brings too much together (Heni, Hannah): most letters must agree as well.
    let longest = one.chars().count().max(other.chars().count());
    !left.is_empty() && left == right && distance(one, other) * 2 <= longest
}

/// Letters to change, add, drop or swap with a neighbour to make one word into the other.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut least = (last[j] + usize::from(a != b))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether every consonant (`ng` and `wh` being one) is followed by a vowel and only their few consonants occur.
fn is_open_syllables(word: &str) -> bool {
    let word = word.replace("wh", "f").replace("ng", "g");
    let letters: Vec<char> = word.chars().collect();
    let known = |c: &char| is_vowel(*c) || "fghklmnprstvw".contains(*c);
    letters.iter().all(known)
        && letters.last().is_some_and(|last| is_vowel(*last))
        && letters
            .windows(2)
            .all(|pair| pair.iter().any(|c| is_vowel(*c)))
}

/// `wh` is `f`, `ng` and `g` and are one, `l` is `r`, `w` is `v`, and a doubled vowel is the long one without its macron.
fn open_key(word: &str) -> String {
    let word = word.replace("wh", "f").replace("ng", "g");
    let mut key = String::from("~");
    let mut last = None;
    for letter in word.chars() {
        let sound = match letter {
            'l' => 'r',
            'w' => 'v',
            other => other,
        };
        if last != Some(sound) || !is_vowel(sound) {
            key.push(sound);
        }
        last = Some(sound);
    }
    key
}

/// Consonants as they sound, doubled ones once; a vowel only at the beginning, as `a`.
fn skeleton(word: &str) -> String {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut key = String::new();
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        let next = letters.get(at + 1).copied();
        let soft = next.is_some_and(|c| matches!(c, 'e' | 'i' | 'y'));
        let (sound, taken) = match (letter, next) {
            ('w', Some('h')) | ('p', Some('h')) => ("f", 2),
            ('g', Some('h')) => (if at == 0 { "k" } else { "" }, 2),
            ('k', Some('n')) | ('g', Some('n')) | ('p', Some('n')) if at == 0 => ("n", 2),
            ('w', Some('r')) if at == 0 => ("r", 2),
            ('m', Some('a')) if at == 0 && letters.get(2) == Some(&'c') && letters.len() > 4 => {
                ("mk", 3)
            }
            ('n', Some('g')) => ("n", 2),
            ('c', Some('k')) | ('q', Some('u')) => ("k", 2),
            ('s', Some('h')) | ('c', Some('h')) => ("x", 2),
            ('t', Some('h')) => ("t", 2),
            ('c', _) => (if soft { "s" } else { "k" }, 1),
            ('g', _) => (if soft { "j" } else { "k" }, 1),
            ('q', _) => ("k", 1),
            ('d', _) => ("t", 1),
            ('v', _) => ("f", 1),
            ('z', _) => ("s", 1),
            ('x', _) => (if at == 0 { "s" } else { "ks" }, 1),
            ('h', _) => (if at == 0 { "h" } else { "" }, 1),
            ('w' | 'y', _) => (
                if at > 0 {
                    ""
                } else if letter == 'w' {
                    "w"
                } else {
                    "y"
                },
                1,
            ),
            (c, _) if is_vowel(c) => (if at == 0 { "a" } else { "" }, 1),
            _ => {
                // Any other letter or figure stands for itself.
                if !key.ends_with(letter) {
                    key.push(letter);
                }
                at += 1;
                continue;
            }
        };
        if !sound.is_empty() && !key.ends_with(sound) {
            key.push_str(sound);
        }
        at += taken;
    }
    key
}
