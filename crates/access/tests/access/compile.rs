//! What must not compile.

#[test]
fn permits_and_sealed_content_cannot_be_made_kept_or_looked_into_otherwise() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
