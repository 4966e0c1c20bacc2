//! Stand-in until the expressions are merged.
/// An expression.
#[derive(Debug, Clone)]
pub struct Expr;
/// What is wrong with it.
pub struct ExprProblem {
    /// Where.
    pub offset: usize,
    /// What.
    pub message: String,
    /// What was expected.
    pub expected: Option<String>,
}
impl Expr {
    /// Reads one.
    pub fn parse(_: &str) -> Result<Self, ExprProblem> {
        Ok(Self)
    }
}
