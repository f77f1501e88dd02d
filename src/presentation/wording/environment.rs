//! Where a value came from that nobody typed.

/// "in `LINTEL_NOW`, a variable of the environment", behind what is wrong with its value.
pub fn in_the_environment(variable: &str) -> String {
    format!("in {variable}, a variable of the environment")
}
