//! A mean by the help of control variates: linear regression of histories on numbers whose means are known (Lavenberg and Welch
//! 1981).
//!
//! What a figure has in common with its controls is taken off by as much as their means came out beside the known ones; the
//! error is what the regression leaves unexplained, and its own slopes' share. Not here: what is known, and how sums of
//! products come about.

use super::float::nearest;

/// What a control has in common with those before it, beyond which it says nothing new.
const ALIKE: f64 = 1e-9;

/// A mean by the help of controls, and its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Controlled {
    /// The mean.
    pub mean: f64,
    /// Its standard error.
    pub se: f64,
    /// Histories beyond what means and slopes take up.
    pub freedom: u64,
}

/// What a figure comes to once all that it has in common with its controls is taken off.
#[derive(Debug, Clone, Copy)]
pub struct TakenOff {
    /// Its mean.
    pub mean: f64,
    /// What is left unexplained: a sum of squares about the mean.
    pub left: f64,
    /// The slopes' share of the variance of the mean, beside one nth.
    pub slopes: f64,
    /// How many controls said something new.
    pub used: u64,
}

/// What controls have in common with each other over histories: sums of squares and products about means.
#[derive(Debug, Clone)]
pub struct Regression<const N: usize> {
    /// Of controls with each other.
    pub controls: [[f64; N]; N],
    /// How far each control's mean lies above the known one.
    pub above: [f64; N],
    /// Histories.
    pub n: f64,
    /// Histories beyond what means take up.
    pub freedom: u64,
}

impl<const N: usize> Regression<N> {
    /// The mean of a figure whose plain one this is, that has so much in common with each control, and so much in all.
    pub fn mean(&self, plain: f64, common: [f64; N], squares: f64) -> Option<Controlled> {
        let TakenOff { mean, left, slopes, used } = self.taken_off(plain, common, squares);
        let freedom = self.freedom.checked_sub(used).filter(|freedom| *freedom > 0)?;
        let variance = left.max(0.0) / nearest(freedom);
        Some(Controlled { mean, se: libm::sqrt(variance * (1.0 / self.n + slopes)), freedom })
    }

    /// The same in its parts. Controls are taken one after another (sweeping); one that says nothing beyond those before is left
    /// out.
    pub fn taken_off(&self, plain: f64, common: [f64; N], squares: f64) -> TakenOff {
        let (mut own, mut with) = (self.controls, common);
        let (mut left, mut mean, mut above) = (squares, plain, self.above);
        let (mut slopes, mut used) = (0.0, 0);
        for at in 0..N {
            let pivot = own[at][at];
            if pivot <= ALIKE * self.controls[at][at] {
                continue;
            }
            let slope = with[at] / pivot;
            mean -= slope * above[at];
            left -= slope * with[at];
            slopes += above[at] * above[at] / pivot;
            used += 1;
            let (swept, with_swept, above_swept) = (own[at], with[at], above[at]);
            for other in at + 1..N {
                let share = swept[other] / pivot;
                with[other] -= share * with_swept;
                above[other] -= share * above_swept;
                own[other].iter_mut().zip(swept).for_each(|(own, swept)| *own -= share * swept);
            }
        }
        TakenOff { mean, left, slopes, used }
    }
}

/// The mean of some figures and its standard error from the histories themselves: controls made to stand at right angles one
/// after another, in floats.
#[cfg(test)]
pub(crate) fn from_the_definition<const N: usize>(
    figures: &[f64],
    controls: &[[f64; N]],
    known: [f64; N],
) -> (f64, f64) {
    let n = super::float(figures.len());
    let mean = |of: &[f64]| of.iter().sum::<f64>() / n;
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let mut told = mean(figures);
    let mut left: Vec<f64> = figures.iter().map(|figure| figure - told).collect();
    // Each control with how far its mean lies above the known one.
    let mut before: Vec<(Vec<f64>, f64)> = Vec::new();
    let mut share = 1.0 / n;
    for at in 0..N {
        let own: Vec<f64> = controls.iter().map(|each| each[at]).collect();
        let middle = mean(&own);
        let mut own: Vec<f64> = own.iter().map(|control| control - middle).collect();
        let mut above = middle - known[at];
        for (other, other_above) in &before {
            let slope = dot(&own, other) / dot(other, other);
            own.iter_mut().zip(other).for_each(|(own, other)| *own -= slope * other);
            above -= slope * other_above;
        }
        let slope = dot(&left, &own) / dot(&own, &own);
        left.iter_mut().zip(&own).for_each(|(left, own)| *left -= slope * own);
        told -= slope * above;
        share += above * above / dot(&own, &own);
        before.push((own, above));
    }
    (told, (dot(&left, &left) / (n - 1.0 - super::float(N)) * share).sqrt())
}
