//! The one executable. What it can do stands in `cli`.

fn main() -> std::process::ExitCode {
    shuangbaodao::cli::main()
}
