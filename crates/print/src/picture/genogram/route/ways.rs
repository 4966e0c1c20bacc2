//! Where lines leave somebody, come to somebody and pass between people, each beside those that are there already. It
//! draws none of them.

use super::super::place::COLUMN;
use super::Level;
use super::build::Builder;

/// Where lines run down beside a person.
const BESIDE: i32 = COLUMN / 2;
/// Between lines that run beside one another.
const STEP: i32 = 9;

impl Builder<'_, '_> {
    /// Where lines to children begin: under a couple, or beside one person.
    pub fn start(
        &mut self,
        parents: &[usize],
        towards: i32,
        bars: &[Option<usize>],
    ) -> (i32, Vec<(i32, Level)>) {
        let from = self.row_of[parents[0]];
        if let [one, other] = parents[..] {
            let couple = self
                .families
                .couples
                .iter()
                .position(|c| c.joins(one, other));
            let bar = couple.and_then(|c| bars.get(c).copied().flatten());
            let middle = (self.xs[one] + self.xs[other]) / 2;
            if let Some(bar) = bar {
                let (left, right) = (self.out.stretches[bar].left, self.out.stretches[bar].right);
                let middle = self.free(from + 1, (left + right) / 2, left, right);
                return (middle, vec![(middle, Level::Lane(bar))]);
            }
            let x = self.free(from, middle, middle - STEP, middle + STEP);
            return (x, vec![(x, Level::Row(from, 0))]);
        }
        let person = parents[0];
        let at = self.xs[person];
        let cost = |right: bool| {
            i32::from(self.coupled(person, right)) * 4
                + i32::from((towards > at) != right)
                + self
                    .leaving
                    .get(&(person, right))
                    .copied()
                    .unwrap_or_default() as i32
        };
        let right = cost(true) <= cost(false);
        let (x, by) = self.leave(person, right);
        let level = Level::Row(from, by);
        (x, vec![(at, level), (x, level)])
    }

    /// Leaves somebody to a side: where the line runs down, and how far from the middle it leaves.
    pub fn leave(&mut self, person: usize, right: bool) -> (i32, i32) {
        let before = usize::from(self.coupled(person, right));
        let count = self.leaving.entry((person, right)).or_default();
        let by = [0, 11, -11, 6, -6][(before + *count) % 5];
        *count += 1;
        let at = self.xs[person] + if right { BESIDE } else { -BESIDE };
        let x = self.free(self.row_of[person], at, at - STEP, at + STEP);
        (x, by)
    }

    /// Comes to somebody from above: how far from the middle.
    pub fn come(&mut self, person: usize, surest: bool) -> i32 {
        if surest {
            return 0;
        }
        let count = self.coming.entry(person).or_default();
        let first = usize::from(self.families.primary[person].is_some());
        let by = [0, 11, -11, 6, -6][(first + *count) % 5];
        *count += 1;
        by
    }

    /// Takes a place to run down a row, near to `x` and between bounds if one is free.
    pub fn free(&mut self, row: usize, x: i32, least: i32, most: i32) -> i32 {
        let taken = self.taken.entry(row).or_default();
        let steps = [0, 1, -1, 2, -2, 3, -3].map(|n| x + n * STEP);
        let free = steps
            .into_iter()
            .filter(|x| (least..=most).contains(x))
            .find(|x| taken.iter().all(|t| (t - x).abs() >= STEP));
        let x = free.unwrap_or(x);
        taken.push(x);
        x
    }

    /// A way through a row, between people.
    pub fn channel(&mut self, row: usize, towards: i32, from: i32) -> i32 {
        let people = &self.ranks[row];
        let mut best = (i32::MAX, from, from, from);
        for place in 0..=people.len() {
            let before = place.checked_sub(1).and_then(|p| people.get(p)).copied();
            let after = people.get(place).copied();
            let most = after.map(|p| self.xs[p] - BESIDE);
            let least = before.map(|p| self.xs[p] + BESIDE);
            let (least, most) = match (least, most) {
                (Some(least), Some(most)) => (least, most.max(least)),
                (Some(least), None) => (least, least.max(towards).max(from)),
                (None, Some(most)) => (most.min(towards).min(from), most),
                (None, None) => (from.min(towards), from.max(towards)),
            };
            let x = towards.clamp(least, most);
            let through = before.is_some_and(|p| self.coupled(p, true)) && after.is_some();
            let cost = (x - towards).abs() + (x - from).abs() + if through { COLUMN } else { 0 };
            if cost < best.0 {
                best = (cost, x, least, most);
            }
        }
        let (_, x, least, most) = best;
        self.free(row, x, least - STEP, most + STEP)
    }
}
