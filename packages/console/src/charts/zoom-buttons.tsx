import { Minus, Plus } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';

interface ZoomButtonsProps {
  readonly isZoomed: boolean;
  readonly onZoom: (factor: number) => void;
  readonly onAll: () => void;
}

export function ZoomButtons({ isZoomed, onZoom, onAll }: ZoomButtonsProps) {
  return (
    <>
      {isZoomed && (
        <Button kind="quiet" onClick={onAll}>
          Show all
        </Button>
      )}
      <IconButton label="Zoom in" className="size-7" onClick={() => onZoom(0.5)}>
        <Plus className="size-3.5" aria-hidden />
      </IconButton>
      <IconButton label="Zoom out" className="size-7" disabled={!isZoomed} onClick={() => onZoom(2)}>
        <Minus className="size-3.5" aria-hidden />
      </IconButton>
    </>
  );
}
