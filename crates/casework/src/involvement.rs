//! Who works with whom: allocation, its end, hand-over, and cover for somebody who is away.

pub mod allocate;
pub mod cover;
pub mod decide;
pub mod end;
pub mod hand_over;
