//! The stages of a matter as a drawing: boxes in rows from left to right, every move an arrow with its name. Neighbours are
//! joined directly; other arrows run in lanes of their own between the rows and along the right edge, so that no two
//! lie on one another. Moves that start in many stages are one short arrow into their target.

use pack::model::{Matter, Move};

use super::drawing::{self, Svg, broken};
use super::name::humanise;

const BOX: (i32, i32) = (150, 58);
const GAP: i32 = 130;
const LANE: i32 = 24;
const MARGIN: i32 = 12;

/// One arrow between two stages, by their places in the list.
struct Edge {
    from: usize,
    to: usize,
    name: String,
    /// Places of its ports and lanes, counted from 0.
    out_port: usize,
    in_port: usize,
    lane: usize,
    /// A lane in the corridor above the target and one along the edge, where it goes further than the next row.
    far: Option<(usize, usize)>,
}

/// What is drawn, before any pixel.
struct Plan {
    columns: usize,
    /// Arrows along a row to the next box.
    straight: Vec<(usize, String)>,
    routed: Vec<Edge>,
    /// Names of moves from many stages, by target.
    many: Vec<Vec<String>>,
    /// Ports in use at the bottom and the top of each box.
    bottom: Vec<usize>,
    top: Vec<usize>,
    /// Lanes in use below each row.
    lanes: Vec<usize>,
    edges: usize,
}

fn sources(matter: &Matter, mv: &Move) -> Vec<usize> {
    let stages = matter.stages.iter().enumerate();
    stages
        .filter(|(_, s)| *s.stage != *mv.to.as_str() && matter.starts_in(mv, &s.stage))
        .map(|(index, _)| index)
        .collect()
}

/// Whether one arrow stands for the move wherever it starts.
fn from_many(matter: &Matter, mv: &Move) -> bool {
    mv.from.iter().any(|f| **f == "any") || sources(matter, mv).len() > 3
}

impl Plan {
    fn of(matter: &Matter, columns: usize) -> Self {
        let count = matter.stages.len();
        let rows = count.div_ceil(columns);
        let mut plan = Self {
            columns,
            straight: Vec::new(),
            routed: Vec::new(),
            many: vec![Vec::new(); count],
            bottom: vec![0; count],
            top: vec![0; count],
            lanes: vec![0; rows],
            edges: 0,
        };
        let place = |name: &str| matter.stages.iter().position(|s| *s.stage == *name);
        for mv in &matter.moves {
            let Some(to) = place(&mv.to) else { continue };
            let name = humanise(&mv.name);
            if from_many(matter, mv) {
                let any = mv.from.iter().any(|f| **f == "any");
                let many = if any { "any stage" } else { "several stages" };
                plan.many[to].push(format!("{name} (from {many})"));
                continue;
            }
            for from in sources(matter, mv) {
                let beside = from + 1 == to && from / columns == to / columns;
                match plan.straight.iter_mut().find(|(f, _)| beside && *f == from) {
                    Some((_, names)) => names.push_str(&format!(", {name}")),
                    None if beside => plan.straight.push((from, name.clone())),
                    None => plan.route(from, to, name.clone()),
                }
            }
        }
        plan
    }

    fn row(&self, stage: usize) -> usize {
        stage / self.columns
    }

    /// The name of a move from many stages, cut short where another box stands beside.
    fn label(&self, stage: usize, name: &str) -> String {
        let beside = !(stage + 1).is_multiple_of(self.columns) && stage + 1 < self.many.len();
        let room = if beside { BOX.0 + GAP - 34 } else { 400 };
        broken(name, room, 1).concat()
    }

    fn route(&mut self, from: usize, to: usize, name: String) {
        fn next(counter: &mut usize) -> usize {
            *counter += 1;
            *counter - 1
        }
        let (below, above) = (self.row(from), self.row(to));
        let same_row = below == above;
        let far = (!same_row && below + 1 != above).then(|| {
            // The corridor above the first row is kept for arrows that come back to it.
            let corridor = above.checked_sub(1);
            let lane = corridor.map_or(0, |c| next(&mut self.lanes[c]));
            (lane, next(&mut self.edges))
        });
        let edge = Edge {
            from,
            to,
            name,
            out_port: next(&mut self.bottom[from]),
            in_port: match same_row {
                true => next(&mut self.bottom[to]),
                false => next(&mut self.top[to]),
            },
            lane: next(&mut self.lanes[below]),
            far,
        };
        self.routed.push(edge);
    }
}

/// Pixels from a plan.
struct Layout<'p> {
    plan: &'p Plan,
    tops: Vec<i32>,
    size: (i32, i32),
}

impl<'p> Layout<'p> {
    fn of(plan: &'p Plan, count: usize) -> Self {
        let columns = plan.columns.min(count.max(1)) as i32;
        let mut tops = Vec::new();
        let mut y = MARGIN;
        for (row, lanes) in plan.lanes.iter().enumerate() {
            let first = row * plan.columns;
            let cells = first..(first + plan.columns).min(count);
            let stubs = cells.map(|c| plan.many[c].len()).max().unwrap_or(0) as i32;
            // Room for the names of moves from many stages, and for arrows that come back to the first row.
            y += stubs * 16 + if stubs > 0 { 22 } else { 0 };
            let back = row == 0
                && plan
                    .routed
                    .iter()
                    .any(|e| e.far.is_some() && plan.row(e.to) == 0);
            y += if back { LANE } else { 0 };
            tops.push(y);
            y += BOX.1 + 26 + *lanes as i32 * LANE;
        }
        let rows_wide = columns * BOX.0 + (columns - 1) * GAP;
        let alone = if plan.columns == 1 { 150 } else { 0 };
        let width = MARGIN * 2 + rows_wide + alone + plan.edges as i32 * 16;
        let labels = plan.many.iter().enumerate().flat_map(|(stage, names)| {
            let left = MARGIN + (stage % plan.columns) as i32 * (BOX.0 + GAP) + 28;
            names
                .iter()
                .map(move |name| left + drawing::width(&plan.label(stage, name)) + 4)
        });
        let width = labels.fold(width, i32::max);
        Self {
            plan,
            tops,
            size: (width.max(320), y),
        }
    }

    fn left(&self, stage: usize) -> i32 {
        MARGIN + (stage % self.plan.columns) as i32 * (BOX.0 + GAP)
    }

    fn top(&self, stage: usize) -> i32 {
        self.tops[self.plan.row(stage)]
    }

    fn port(&self, stage: usize, port: usize, of: usize) -> i32 {
        let step = (BOX.0 - 20) / (of as i32 + 1);
        self.left(stage) + 10 + step * (port as i32 + 1)
    }

    fn lane(&self, row: usize, lane: usize) -> i32 {
        self.tops[row] + BOX.1 + 24 + lane as i32 * LANE
    }

    fn edge(&self, svg: &mut Svg, edge: &Edge) {
        let plan = self.plan;
        let row = plan.row(edge.from);
        let out = self.port(edge.from, edge.out_port, plan.bottom[edge.from]);
        let lane = self.lane(row, edge.lane);
        let same_row = row == plan.row(edge.to);
        let (into, end) = match same_row {
            true => (
                self.port(edge.to, edge.in_port, plan.bottom[edge.to]),
                self.top(edge.to) + BOX.1,
            ),
            false => (
                self.port(edge.to, edge.in_port, plan.top[edge.to]),
                self.top(edge.to),
            ),
        };
        let mut points = vec![(out, self.top(edge.from) + BOX.1), (out, lane)];
        if let Some((far_lane, side)) = edge.far {
            let x = self.size.0 - MARGIN - (plan.edges - 1 - side) as i32 * 16;
            let above = match plan.row(edge.to).checked_sub(1) {
                Some(row) => self.lane(row, far_lane),
                None => self.top(edge.to) - LANE + 4,
            };
            points.extend([(x, lane), (x, above), (into, above)]);
        } else {
            points.push((into, lane));
        }
        points.push((into, end));
        points.dedup();
        svg.arrow("line", &points);
        // The name stands on the lane, beside the line that leaves the box.
        let wide = drawing::width(&edge.name);
        let left = points.get(2).is_some_and(|(x, _)| *x < out);
        let x = if left { out - 6 - wide } else { out + 6 };
        let x = x.clamp(2, (self.size.0 - wide - 2).max(2));
        svg.words("move left", (x, lane - 8), std::slice::from_ref(&edge.name));
    }
}

/// The drawing, with at most so many stages in a row.
pub(super) fn stages(matter: &Matter, columns: usize, id: &str, class: &str) -> String {
    let count = matter.stages.len();
    let plan = Plan::of(matter, columns.max(1));
    let layout = Layout::of(&plan, count);
    let mut svg = Svg::default();
    for (from, names) in &plan.straight {
        let y = layout.top(*from) + BOX.1 / 2;
        let left = layout.left(*from) + BOX.0;
        svg.arrow("line", &[(left, y), (left + GAP, y)]);
        let lines = broken(names, GAP - 10, 3);
        let y = y - 12 - (lines.len() as i32 - 1) * 8;
        svg.words("move", (left + GAP / 2 - 4, y), &lines);
    }
    for edge in &plan.routed {
        layout.edge(&mut svg, edge);
    }
    for (stage, names) in plan.many.iter().enumerate().filter(|(_, n)| !n.is_empty()) {
        let (x, y) = (layout.left(stage) + 20, layout.top(stage));
        svg.arrow(
            "line dashed",
            &[(x, y - 22 - names.len() as i32 * 16 + 16), (x, y)],
        );
        for (index, name) in names.iter().enumerate() {
            let y = y - 14 - (names.len() - 1 - index) as i32 * 16;
            svg.words("move left", (x + 8, y), &[plan.label(stage, name)]);
        }
    }
    for (index, stage) in matter.stages.iter().enumerate() {
        let (x, y) = (layout.left(index), layout.top(index));
        let class = if stage.is_final {
            "stage final"
        } else {
            "stage"
        };
        svg.rect(class, (x, y), BOX);
        if stage.is_final {
            svg.rect("inner", (x + 4, y + 4), (BOX.0 - 8, BOX.1 - 8));
        }
        let mark = match (index, stage.is_final) {
            (_, true) => " (ends here)",
            (0, _) => " (opens here)",
            _ => "",
        };
        let title = format!("{}{mark}", stage.title);
        let middle = (x + BOX.0 / 2, y + BOX.1 / 2);
        svg.words("title", middle, &broken(&title, BOX.0 - 34, 3));
    }
    let title = format!("Stages of {}", matter.title);
    svg.finish(id, class, layout.size, &title, &described(matter))
}

/// The same in words.
pub(super) fn described(matter: &Matter) -> String {
    let titles: Vec<&str> = matter.stages.iter().map(|s| s.title.as_str()).collect();
    let mut said = format!("Stages in order: {}.", titles.join(", "));
    let title = |name: &str| match matter.stage(name) {
        Some(stage) => stage.title.clone(),
        None => humanise(name),
    };
    for mv in &matter.moves {
        let from = match mv.from.iter().any(|f| **f == "any") {
            true => "any stage".to_owned(),
            false => {
                let names: Vec<String> = mv.from.iter().map(|f| title(f)).collect();
                names.join(" or ")
            }
        };
        said.push_str(&format!(
            " {}: from {from} to {}.",
            humanise(&mv.name),
            title(&mv.to)
        ));
    }
    let last = matter.stages.iter().filter(|s| s.is_final);
    let last: Vec<&str> = last.map(|s| s.title.as_str()).collect();
    if !last.is_empty() {
        said.push_str(&format!(" It ends at {}.", last.join(" or ")));
    }
    said
}
