//! How many calls somebody may make, as an operator writes it: `600/1500` is 600 a minute in the long run and 1,500 at
//! once; `0` is no limit.

/// A limit of calls.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CallLimit {
    /// In the long run.
    pub per_minute: u32,
    /// At once.
    pub burst: u32,
}

/// A text that is no limit.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0:?} is no limit of calls: write `600/1500` (a minute, at once), or `0` for none")]
pub struct BadLimit(String);

impl CallLimit {
    /// Of one token, unless the operator decides otherwise.
    pub const TOKEN: Self = Self { per_minute: 600, burst: 1_500 };
    /// Of all tokens of one workspace together.
    pub const WORKSPACE: Self = Self { per_minute: 1_200, burst: 3_000 };

    /// Reads a limit; within, `None` is no limit.
    pub fn parse(text: &str) -> Result<Option<Self>, BadLimit> {
        let bad = || BadLimit(text.to_owned());
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| bad());
        let (per_minute, burst) = match text.split_once('/') {
            None if number(text)? == 0 => return Ok(None),
            None => return Err(bad()),
            Some((per_minute, burst)) => (number(per_minute)?, number(burst)?),
        };
        match (per_minute, burst) {
            (0, _) => Ok(None),
            // A thousand a second and a day's calls: more is no limit, and numbers stay small.
            (..=60_000, 1..=10_000_000) => Ok(Some(Self { per_minute, burst })),
            (_, _) => Err(bad()),
        }
    }

    /// Milliseconds until one call more is allowed.
    pub fn every_ms(self) -> u32 {
        60_000_u32.div_ceil(self.per_minute)
    }

    /// Seconds in which a bucket that is empty is full again.
    pub fn window_s(self) -> u64 {
        (u64::from(self.burst) * u64::from(self.every_ms())).div_ceil(1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_two_numbers_and_nought_is_none() {
        assert_eq!(CallLimit::parse("600/1500"), Ok(Some(CallLimit::TOKEN)));
        assert_eq!(CallLimit::parse(" 1200 / 3000 "), Ok(Some(CallLimit::WORKSPACE)));
        for none in ["0", "0/0", "0/1500"] {
            assert_eq!(CallLimit::parse(none), Ok(None), "{none}");
        }
        for bad in ["", "600", "600/", "/1500", "600/0", "60001/1", "600/-1", "6/10000001", "a/b", "600/1500/1"] {
            assert_eq!(CallLimit::parse(bad), Err(BadLimit(bad.to_owned())), "{bad}");
        }
    }

    #[test]
    fn a_bucket_is_full_again_after_its_window() {
        let told = |limit: CallLimit| (limit.every_ms(), limit.window_s());
        assert_eq!((told(CallLimit::TOKEN), told(CallLimit::WORKSPACE)), ((100, 150), (50, 150)));
        // Never faster than it says.
        assert_eq!(told(CallLimit { per_minute: 7, burst: 1 }), (8_572, 9));
    }
}
