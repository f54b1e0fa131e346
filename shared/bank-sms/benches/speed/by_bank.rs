//! The reader's own layouts as a list: one regex for each bank, with every one of its layouts. It does the reader's job, and
//! is what the reader's layouts would be without the reader.

use bank_sms::{Bank, bank};

/// How a regex calls the characters that layouts are made of.
#[derive(Clone, Copy)]
pub struct Classes {
    digit: &'static str,
    space: &'static str,
    letter: &'static str,
    any: &'static str,
}

/// As people write them, and as the documentation of `regex` has them.
pub const USUAL: Classes = Classes { digit: r"\d", space: r"\s", letter: r"\p{L}", any: "." };

/// As somebody writes them who has measured: the digits, white space and letters that banks print, and none of Unicode's
/// others.
pub const TUNED: Classes = Classes { digit: "0-9", space: " \n", letter: "가-힣A-Za-z", any: "[^\n]" };

/// The banks whose messages can be read, each with its layouts as one regex.
pub fn layouts(classes: Classes) -> impl Iterator<Item = (&'static str, String)> {
    let banks = bank::all().iter().filter(|bank| !bank.shapes.is_empty());
    banks.map(move |bank| {
        let of = |(number, shape): (usize, &bank_sms::Shape)| {
            Layout { bank, classes, number, groups: Vec::new() }.regex(shape.layout)
        };
        let layouts: Vec<String> = bank.shapes.iter().enumerate().map(of).collect();
        (bank.code, format!("^(?:{})$", layouts.join("|")))
    })
}

/// A layout on its way into a regex.
struct Layout {
    bank: &'static Bank,
    classes: Classes,
    /// Its place among those of its bank: their groups need names of their own.
    number: usize,
    groups: Vec<String>,
}

impl Layout {
    fn regex(&mut self, mut layout: &str) -> String {
        let space = self.classes.space;
        let mut regex = String::new();
        while let Some(c) = layout.chars().next() {
            let rest = &layout[c.len_utf8()..];
            (regex, layout) = match c {
                '{' => {
                    let (hole, behind) = split(rest);
                    (regex + &self.hole(hole), behind)
                }
                ' ' => (regex + &format!("[{space}]+"), rest),
                '·' => (regex + &format!("[{space}]*"), rest),
                c => (regex + &regex::escape(c.encode_utf8(&mut [0; 4])), rest),
            };
        }
        regex
    }

    fn hole(&mut self, hole: &str) -> String {
        let Classes { digit: d, space: s, letter, any } = self.classes;
        let money = format!("[{d}]{{1,3}}(?:,[{d}]{{3}})+|[{d}]+");
        if let Some(optional) = hole.strip_prefix('?') {
            return format!("(?:{})?", self.regex(optional));
        }
        if let Some((kind, words)) = hole.split_once('=') {
            let digit = format!("[{d}]");
            return match kind {
                "account" => self.group(kind, &regex::escape(words).replace(r"\|", "|").replace('d', &digit)),
                "in" => self.group(kind, &one_of(words.split('|'))),
                _ => format!("(?:{})", one_of(words.split('|'))),
            };
        }
        match hole {
            "bank" => format!(r"[\[<(]?(?:{})[\]>)]?[,:]?", one_of(self.bank.headers.iter().copied())),
            "date" => self.group(hole, &format!("(?:[{d}]{{4}}[/.-])?[{d}]{{2}}[/.-][{d}]{{2}}")) + ",?",
            "time" => self.group(hole, &format!("[{d}]{{2}}:[{d}]{{2}}(?::[{d}]{{2}}(?:[.][{d}]+)?)?")) + ",?",
            "account" => self.group(hole, &format!("[{d}*#x-]{{6,}}")),
            "last4" => self.group("account", &format!(r"\([{d}]{{4}}\)")),
            "name" => self.group(hole, &format!("{any}{{1,30}}?")) + "(?:님)?",
            "type" => self.group(hole, &format!("[{letter} ]*?(?:입금|출금이?|지급|결제|입|출)(?:취소|정정)?")),
            "amount" => self.group(hole, &money) + "(?: ?원)?",
            "won" => self.group("amount", &money) + " ?원",
            "balance" => {
                let value = self.group(hole, &format!(r"-?[{d},]+|\*+"));
                format!(r"\(?(?:거래후 ?|통장)?잔(?:액|고) ?:? *{value}(?:원|\.\.\.)?\)?")
            }
            "owner" => format!("[{letter}* ]{{2,20}}"),
            "word" => format!("[^{s}]+"),
            "shop" => "[A-Za-z0-9_-]+".to_owned(),
            "alias" => format!("[{letter}{d}]+"),
            unknown => panic!("a hole that no regex has: {unknown}"),
        }
    }

    /// A group with a name of its own; where a layout has two of a kind, the first is looked at.
    fn group(&mut self, name: &str, regex: &str) -> String {
        if self.groups.iter().any(|group| group == name) {
            return format!("(?:{regex})");
        }
        self.groups.push(name.to_owned());
        format!("(?P<{name}{}>{regex})", self.number)
    }
}

/// What stands before the brace that closes, and behind it.
fn split(layout: &str) -> (&str, &str) {
    let mut depth = 1;
    let closes = |b: u8| {
        depth += i32::from(b == b'{') - i32::from(b == b'}');
        depth == 0
    };
    let end = layout.bytes().position(closes).unwrap();
    (&layout[..end], &layout[end + 1..])
}

/// One of these words, longer ones first.
fn one_of<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut words: Vec<String> = words.map(regex::escape).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.join("|")
}
