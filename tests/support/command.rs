//! The real binary, with a folder of its own.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

pub fn convoke(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_convoke"));
    command.args(arguments).env_clear().current_dir(folder);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("CONVOKE_DATA__DIR", folder.join("var"));
    // As in the tests' own application: most stories are not about it.
    command.env("CONVOKE_ACCOUNTS__SECOND_FACTOR", "nobody");
    command
}

pub fn run(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (status.code().expect("a code"), text(stdout), text(stderr))
}

pub fn fed(command: &mut Command, input: &str) -> (i32, String, String) {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("typed");
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (status.code().expect("a code"), text(stdout), text(stderr))
}

/// A server that is ended when the test ends, however it ends.
pub struct Running {
    child: Child,
    pub address: String,
    said: tempfile::NamedTempFile,
}

impl Running {
    /// Starts `serve` and waits until it is ready.
    pub fn start(command: &mut Command) -> Running {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
        let address = format!("http://{free}");
        command.env("CONVOKE_SERVER__BIND", free.to_string()).env("CONVOKE_SERVER__PUBLIC_URL", &address);
        let said = tempfile::NamedTempFile::new().expect("a file");
        let output = said.reopen().expect("the same file");
        let child = command.stdout(output).stderr(Stdio::null()).spawn().expect("it starts");
        let running = Running { child, address, said };
        let limit = Instant::now() + Duration::from_secs(20);
        while std::net::TcpStream::connect(free).is_err() {
            assert!(Instant::now() < limit, "the server does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        running
    }

    /// Starts the demonstration in a folder of its own; also its login: address and password.
    pub fn demo(folder: &Path) -> (Running, String, String) {
        let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
        let said = tempfile::NamedTempFile::new().expect("a file");
        let output = said.reopen().expect("the same file");
        let (place, port) = (folder.join("demo"), port.to_string());
        let mut command = convoke(folder, &["demo", "--port", &port, "--dir", place.to_str().expect("a path")]);
        let child = command.stdout(output).stderr(Stdio::null()).spawn().expect("it starts");
        let running = Running { child, address: format!("http://127.0.0.1:{port}"), said };
        let limit = Instant::now() + Duration::from_secs(120);
        while std::net::TcpStream::connect(running.address.trim_start_matches("http://")).is_err() {
            assert!(Instant::now() < limit, "the demonstration does not listen: {}", running.said());
            std::thread::sleep(Duration::from_millis(50));
        }
        let after = |word: &str| {
            let said = running.said();
            let line = said.lines().find(|l| l.trim_start().starts_with(word)).expect("a ready login").to_owned();
            line.split_whitespace().last().expect("its value").to_owned()
        };
        let (email, password) = (after("sign in"), after("password"));
        (running, email, password)
    }

    /// Starts a command that listens to nobody.
    pub fn worker(command: &mut Command) -> Running {
        let said = tempfile::NamedTempFile::new().expect("a file");
        let output = said.reopen().expect("the same file");
        let child = command.stdout(Stdio::null()).stderr(output).spawn().expect("it starts");
        Running { child, address: String::new(), said }
    }

    /// Ends it as a loss of power would: nothing is tidied up.
    pub fn kill(mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it has ended");
    }

    /// The most memory it has had so far, in bytes.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        let line = status.lines().find(|l| l.starts_with("VmHWM:")).expect("its memory");
        line.split_whitespace().nth(1).expect("a number").parse::<u64>().expect("kilobytes") * 1024
    }

    /// What it printed so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.said.path()).expect("what was printed")
    }

    /// The path of the link for the first administrator, once it is printed.
    pub fn link(&self) -> Option<String> {
        let said = self.said();
        let link = said.split_whitespace().find_map(|w| w.split_once("/set-up/"))?.1;
        Some(format!("/set-up/{link}"))
    }

    /// Asks it to stop and says how it ended and how long that took.
    pub fn stop(mut self) -> (i32, Duration) {
        let asked = Instant::now();
        let kill = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(kill.expect("kill runs").success());
        let status = self.child.wait().expect("it ends");
        (status.code().unwrap_or(-1), asked.elapsed())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            self.child.kill().expect("it is ended");
            self.child.wait().expect("it has ended");
        }
    }
}
