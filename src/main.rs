//! The program. A page or a mail is some hundreds of small pieces: the allocator of the C library took a fifth of its time.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    convoke::cli::main()
}
