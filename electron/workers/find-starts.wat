;; The inner loops of the scan: where a token may begin, and how many lines and characters there are.
;; The host writes text into the memory, and 96 octets of tables: for each of three octets in a row, which of eight
;; patterns it may belong to, by its low and by its high half (the method is known as "Teddy", from Hyperscan).
(module
  (memory (export "memory") 1)

  ;; Looks up both halves of sixteen octets in the two tables at $tables.
  (func $patterns (param $octets v128) (param $tables i32) (result v128)
    (v128.and
      (i8x16.swizzle
        (v128.load (local.get $tables))
        (v128.and (local.get $octets) (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15)))
      (i8x16.swizzle
        (v128.load offset=16 (local.get $tables))
        (i8x16.shr_u (local.get $octets) (i32.const 4)))))

  ;; Writes the places from $at to before $end where three octets in a row belong to one pattern, as 32-bit numbers, to
  ;; $out; at most $most of them, and as many as sixteen more. Gives the place to go on from: $end, or where it was full.
  ;; Reads up to 18 octets behind $end. The number of places stands before the first one.
  (func (export "find")
    (param $at i32) (param $end i32) (param $tables i32) (param $out i32) (param $most i32) (result i32)
    (local $found v128) (local $bits i32) (local $place i32) (local $to i32)
    (local.set $to (i32.add (local.get $out) (i32.const 4)))
    (local.set $most (i32.add (local.get $to) (i32.shl (local.get $most) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (br_if $done (i32.ge_u (local.get $to) (local.get $most)))
        (local.set $found
          (v128.and
            (v128.and
              (call $patterns (v128.load (local.get $at)) (local.get $tables))
              (call $patterns (v128.load offset=1 (local.get $at)) (i32.add (local.get $tables) (i32.const 32))))
            (call $patterns (v128.load offset=2 (local.get $at)) (i32.add (local.get $tables) (i32.const 64)))))
        (if (v128.any_true (local.get $found))
          (then
            (local.set $bits
              (i32.xor (i32.const 0xffff)
                (i8x16.bitmask (i8x16.eq (local.get $found) (v128.const i32x4 0 0 0 0)))))
            (loop $one
              (local.set $place (i32.add (local.get $at) (i32.ctz (local.get $bits))))
              (if (i32.lt_u (local.get $place) (local.get $end))
                (then
                  (i32.store (local.get $to) (local.get $place))
                  (local.set $to (i32.add (local.get $to) (i32.const 4)))))
              (local.set $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))
              (br_if $one (local.get $bits)))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (i32.store (local.get $out)
      (i32.shr_u (i32.sub (i32.sub (local.get $to) (local.get $out)) (i32.const 4)) (i32.const 2)))
    (select (local.get $end) (local.get $at) (i32.gt_u (local.get $at) (local.get $end))))

  ;; Counts the line feeds from $at to before $end.
  (func (export "lines") (param $at i32) (param $end i32) (result i32)
    (local $count i32)
    (block $tail
      (loop $next
        (br_if $tail (i32.gt_u (i32.add (local.get $at) (i32.const 16)) (local.get $end)))
        (local.set $count
          (i32.add (local.get $count)
            (i32.popcnt (i8x16.bitmask
              (i8x16.eq (v128.load (local.get $at))
                (v128.const i8x16 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $count
          (i32.add (local.get $count) (i32.eq (i32.load8_u (local.get $at)) (i32.const 10))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (local.get $count))

  ;; Counts the characters of UTF-8 that begin from $at to before $end: every octet but those that continue one.
  (func (export "characters") (param $at i32) (param $end i32) (result i32)
    (local $count i32)
    (block $tail
      (loop $next
        (br_if $tail (i32.gt_u (i32.add (local.get $at) (i32.const 16)) (local.get $end)))
        (local.set $count
          (i32.add (local.get $count)
            (i32.popcnt (i8x16.bitmask
              (i8x16.ge_s (v128.load (local.get $at))
                (v128.const i8x16 -64 -64 -64 -64 -64 -64 -64 -64 -64 -64 -64 -64 -64 -64 -64 -64))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $count
          (i32.add (local.get $count) (i32.ge_s (i32.load8_s (local.get $at)) (i32.const -64))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (local.get $count)))
