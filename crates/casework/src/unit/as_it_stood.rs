//! A file as it stands, and as it stood after an earlier event: to tell what a correction changed. It appends nothing.

use domain::{FileId, History};

use super::Unit;
use crate::Result;
use crate::derive::{FileView, ServiceView};
use domain::event::PackRef;

impl Unit<'_, '_> {
    /// A file as everything that is worked out sees it.
    pub(crate) fn viewed<T>(
        &mut self,
        file: FileId,
        see: impl FnOnce(&FileView<'_>) -> T,
    ) -> Result<T> {
        self.open(&[file])?;
        let open = self.opened(file)?;
        Ok(self.seen(file, open, see))
    }

    /// The same, as it stood after the first `events` of its chain.
    pub(crate) fn as_it_stood<T>(
        &mut self,
        file: FileId,
        events: usize,
        see: impl FnOnce(&FileView<'_>) -> T,
    ) -> Result<T> {
        self.open(&[file])?;
        let open = self.opened(file)?;
        let delivered = open.delivered.get(..events).unwrap_or(&open.delivered);
        let history = History::of(delivered);
        Ok(see(&FileView {
            file,
            history: &history,
            delivered,
            practice: &|reference: &PackRef| self.office.shelved(reference),
            services: &|id| -> Option<std::sync::Arc<ServiceView>> {
                self.services.get(&id).cloned()
            },
        }))
    }
}
